using SpotifyCapi.Journal;
using SpotifyCapiFunctions.Journal;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;
using SpotifyCapiFunctions.Tests.Inspector;

namespace SpotifyCapiFunctions.Tests.Journal;

[Collection(AzuriteCollection.Name)]
public sealed class JournalReaderTests(AzuriteCollection.Storage storage)
{
    /// <summary>An entry is written a moment after its time; of the last moment of an hour it stands among those of the next.</summary>
    [Fact]
    public async Task EntryOfTheLastMomentOfAnHour_StandsInItsPlaceWhateverIsAskedFor()
    {
        await using var parts = new InspectorParts(storage);
        var hour = parts.Time.GetUtcNow();
        parts.Time.Advance(TimeSpan.FromMinutes(30));
        await WriteAsync(parts, hour.AddMinutes(30));
        parts.Time.Advance(TimeSpan.FromMinutes(30));
        await WriteAsync(parts, hour.AddHours(1).AddMilliseconds(-10));
        await WriteAsync(parts, hour.AddHours(1).AddMilliseconds(5));
        var reader = new JournalReader(new AppendLogReader(parts.Container), parts.Time);

        Assert.Equal([60 * 60 * 1000 + 5, 60 * 60 * 1000 - 10, 30 * 60 * 1000], await TimesAsync(reader, hour, hour, hour.AddHours(2)));
        Assert.Equal([60 * 60 * 1000 - 10, 30 * 60 * 1000], await TimesAsync(reader, hour, hour, hour.AddHours(1).AddMilliseconds(-1)));
        Assert.Equal([60 * 60 * 1000 - 10], await TimesAsync(reader, hour, hour.AddMinutes(59), hour.AddHours(1).AddMilliseconds(-1)));
    }

    private static async Task<List<int>> TimesAsync(JournalReader reader, DateTimeOffset hour, DateTimeOffset from, DateTimeOffset to)
    {
        var times = new List<int>();
        await foreach (var entry in reader.ListAsync(from, to, CancellationToken.None))
            times.Add((int)(entry.At - hour).TotalMilliseconds);
        return times;
    }

    private static Task WriteAsync(InspectorParts parts, DateTimeOffset at) => parts.Journal.WriteAsync(
        [new JournalEntry(at, "main", "CapiDirect", "https://capi.example/", "scope", "shop", 1, at, "delivered", null, 200, null, 5, false, [])], CancellationToken.None);
}
