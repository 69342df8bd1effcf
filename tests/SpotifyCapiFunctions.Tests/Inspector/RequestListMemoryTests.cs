using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Records;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Inspector;

[Collection(AloneCollection.Name)]
public sealed class RequestListMemoryTests(AzuriteCollection.Storage storage)
{
    private const int RequestsOfABlob = 20_000;
    private const long BytesOfAPage = 4 * 1024 * 1024;

    /// <summary>Held, the first blob of the hour would be some 30 MB when the second is asked for.</summary>
    [Fact]
    public async Task Busy_hour_is_not_held_in_memory()
    {
        await using var parts = new InspectorParts(storage);
        await WriteBlobAsync(parts);
        await WriteBlobAsync(parts);
        parts.Time.Advance(TimeSpan.FromMinutes(30));
        var sizes = new List<long>();
        parts.Requests.Reading = _ => sizes.Add(GC.GetTotalMemory(forceFullCollection: true));

        var filter = new EventFilter(parts.Time.GetUtcNow().AddDays(-1), parts.Time.GetUtcNow(), null, null, null, null, []);
        var (entries, next) = await parts.List.PageAsync(filter, 10, CancellationToken.None);

        Assert.Equal((10, true), (entries.Count, next is not null));
        Assert.Equal(2, sizes.Count);
        Assert.InRange(sizes[1] - sizes[0], long.MinValue, BytesOfAPage);
    }

    private static async Task WriteBlobAsync(InspectorParts parts)
    {
        await using var log = new AppendLog(parts.Container, parts.Time);
        using var telemetry = new ConversionTelemetry();
        var journal = new DeliveryJournal(log, Intakes.Unwritten(), telemetry, new FakeLogger<DeliveryJournal>());
        var start = parts.Time.GetUtcNow();
        foreach (var some in Enumerable.Range(0, RequestsOfABlob).Chunk(1000))
            await journal.WriteAsync([.. some.Select(i => Entry(start.AddMilliseconds(i)))], CancellationToken.None);
    }

    private static JournalEntry Entry(DateTimeOffset at) => new(
        at, "main", "CapiDirect", "https://capi.example/", "scope", "shop", 1, at, "delivered", null, 200, "trace", 12.5, false,
        [new JournalEvent("order-1", "PURCHASE", "order", at, "granted", false, ["email 86e0b9e5"], 49.99m, "USD", null, [])]);
}
