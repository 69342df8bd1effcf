namespace SpotifyCapiFunctions.Storage;

/// <summary>
/// Which blobs the hours of a log have, for as long as one request is answered that goes back in time: each day is listed once, when its first
/// hour is asked for. Of a long way back only the last days are remembered.
/// </summary>
/// <param name="log">The log.</param>
internal sealed class LogDays(AppendLogReader log)
{
    // What became of an event is looked for in five later days.
    private const int MostDays = 7;

    private readonly Dictionary<DateTimeOffset, ILookup<DateTimeOffset, LogBlob>> days = [];

    /// <summary>The blobs of one hour.</summary>
    /// <param name="hour">The full hour.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    public async Task<IEnumerable<LogBlob>> OfAsync(DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var day = new DateTimeOffset(hour.UtcDateTime.Date, TimeSpan.Zero);
        if (!days.TryGetValue(day, out var hours))
        {
            if (days.Count == MostDays)
                days.Remove(days.Keys.Max());

            var blobs = await log.BlobsAsync(day, day.AddHours(23), cancellationToken);
            days.Add(day, hours = blobs.ToLookup(blob => blob.Hour));
        }

        return hours[hour];
    }

    /// <summary>The blobs of an hour and the next: what happens at the end of an hour may be written in the next.</summary>
    /// <param name="hour">The full hour.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    public async Task<IReadOnlyList<LogBlob>> AndNextAsync(DateTimeOffset hour, CancellationToken cancellationToken) =>
        [.. await OfAsync(hour, cancellationToken), .. await OfAsync(hour.AddHours(1), cancellationToken)];
}
