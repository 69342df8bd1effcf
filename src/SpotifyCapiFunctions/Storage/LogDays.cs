using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace SpotifyCapiFunctions.Storage;

/// <summary>
/// Which blobs the hours of a log have, for as long as one request is answered that goes back in time: each day is listed once, when its first
/// hour is asked for. Of a long way back only the last days are remembered.
/// </summary>
internal sealed class LogDays(AppendLogReader log)
{
    // The outcome of an event is looked for in five later days.
    private const int MaxDays = 7;

    private readonly Dictionary<DateTimeOffset, ILookup<DateTimeOffset, LogBlob>> days = [];

    public async Task<IEnumerable<LogBlob>> OfAsync(DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var day = AppendLogNames.DayOf(hour);
        if (!days.TryGetValue(day, out var hours))
        {
            if (days.Count == MaxDays)
                days.Remove(days.Keys.Max());

            var blobs = await log.BlobsAsync(day, day.AddHours(23), cancellationToken);
            days.Add(day, hours = blobs.ToLookup(blob => blob.Hour));
        }

        return hours[hour];
    }

    /// <summary>The blobs of an hour and the next: what happens at the end of an hour may be written in the next.</summary>
    public async Task<IReadOnlyList<LogBlob>> AndNextAsync(DateTimeOffset hour, CancellationToken cancellationToken) =>
        [.. await OfAsync(hour, cancellationToken), .. await OfAsync(hour.AddHours(1), cancellationToken)];
}

/// <summary>Lines of a log one by one, without holding more of it than one line and a buffer.</summary>
internal static class LogLines
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>The lines with their ends; the last one may lack it. Each is valid until the next one is asked for.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(content, new StreamPipeReaderOptions(bufferSize: BufferBytes, minimumReadSize: BufferBytes / 4));
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var rest = result.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                var next = rest.GetPosition(1, end);
                yield return Whole(rest.Slice(0, next));
                rest = rest.Slice(next);
            }

            if (result.IsCompleted)
            {
                if (!rest.IsEmpty)
                    yield return Whole(rest);

                await reader.CompleteAsync();
                yield break;
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }
    }

    private static ReadOnlyMemory<byte> Whole(in ReadOnlySequence<byte> line) => line.IsSingleSegment ? line.First : line.ToArray();
}
