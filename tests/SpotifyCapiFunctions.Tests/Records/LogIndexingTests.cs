using System.Text.Json;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;
using SpotifyCapiFunctions.Tests.Inspector;

namespace SpotifyCapiFunctions.Tests.Records;

public sealed class LogIndexingTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    private const int EventsOfHour = 60;

    private static readonly int Hours = TestForm.Of(24, 40);

    private static readonly string[] Asked =
        ["order-0-0", "order-13-7", "again", "often", "order-20-1", "order-21-2", "wrong-22", $"order-{Hours - 1}-59", $"order-{Hours}-0", "nothing", "ördér \"<1>\"/+"];

    [Fact]
    public async Task Event_is_told_as_by_reading_everything_for_few_bytes_and_operations()
    {
        await using var parts = new InspectorParts(storage);
        await LiveAsync(parts);
        await Indexing(parts).RunAsync(DateTimeOffset.MaxValue, default);
        var (index, everything) = (parts.History, parts.NewHistory(new LogIndex(storage.NewContainer())));

        foreach (var id in Asked)
        {
            var (told, bytes, operations) = await CountedAsync(parts, () => ToldAsync(index, id));
            var (expected, all, _) = await CountedAsync(parts, () => ToldAsync(everything, id));

            Assert.Equal(expected, told);
            Assert.True(id == "often" || (bytes < all / 4 && operations <= 50), $"{id}: {bytes} of {all} bytes, {operations} operations");
            Assert.Equal(await ListedAsync(parts.NewEvents(new LogIndex(storage.NewContainer())), parts, id), await ListedAsync(parts.Events, parts, id));
        }

        Assert.NotNull(await ToldAsync(index, "ördér \"<1>\"/+"));
        Assert.Equal("null", await ToldAsync(index, "nothing"));
    }

    [Fact]
    public async Task Lines_that_came_since_are_found_before_and_after_the_next_run()
    {
        await using var parts = new InspectorParts(storage);
        var (everything, indexing) = (parts.NewHistory(new LogIndex(storage.NewContainer())), Indexing(parts));
        for (var i = 0; i < 12; i++)
        {
            parts.Time.Advance(TimeSpan.FromMinutes(10));
            var arrival = parts.Accept($"order-{i}");
            await parts.PlaceAsync(i % 3 == 0 ? "deferred" : "delivered", null, arrival);
            await parts.Log.FlushAsync(default);
            Assert.Equal(await ToldAsync(everything, $"order-{i}"), await ToldAsync(parts.History, $"order-{i}"));

            await indexing.RunAsync(DateTimeOffset.MaxValue, default);
            Assert.Equal(await ToldAsync(everything, $"order-{i}"), await ToldAsync(parts.History, $"order-{i}"));
            Assert.Equal(await ToldAsync(everything, "order-0"), await ToldAsync(parts.History, "order-0"));
        }

        // Small runs were merged, and what was merged is gone by the next run.
        await indexing.RunAsync(DateTimeOffset.MaxValue, default);
        Assert.InRange((await RunsAsync(parts)).Count, 1, 5);
        Assert.Equal(0, await ReadingsAsync(parts, () => indexing.RunAsync(DateTimeOffset.MaxValue, default), "-0000"));
    }

    [Fact]
    public async Task Day_of_few_events_is_indexed_once_it_is_over()
    {
        await using var parts = new InspectorParts(storage);
        await parts.PlaceAsync("delivered", null, parts.Accept("order-1"));
        await parts.Log.FlushAsync(default);
        var indexing = new LogIndexing(parts.Container, parts.Time);
        await indexing.RunAsync(DateTimeOffset.MaxValue, default);
        Assert.Empty(await RunsAsync(parts));

        parts.Time.Advance(TimeSpan.FromHours(13));
        await indexing.RunAsync(DateTimeOffset.MaxValue, default);

        Assert.Single(await RunsAsync(parts));
    }

    [Fact]
    public async Task Run_that_has_no_time_is_taken_up_by_the_next()
    {
        await using var parts = new InspectorParts(storage);
        await LiveAsync(parts);
        var indexing = new LogIndexing(parts.Container, parts.Time) { FewBytes = 1, MaxPostings = 500 };
        await indexing.RunAsync(parts.Time.GetUtcNow(), default);
        Assert.Empty(await RunsAsync(parts));

        await indexing.RunAsync(DateTimeOffset.MaxValue, default);

        Assert.InRange((await RunsAsync(parts)).Count, 8, 40);
        Assert.Equal(await ToldAsync(parts.NewHistory(new LogIndex(storage.NewContainer())), "again"), await ToldAsync(parts.History, "again"));
        Assert.Equal(2, await ReadingsAsync(parts, () => ToldAsync(parts.History, "order-13-7"), "-0000"));
    }

    /// <summary>Whatever is wrong with the index, the logs are read instead.</summary>
    [Theory]
    [InlineData("gone")]
    [InlineData("empty")]
    [InlineData("cut")]
    [InlineData("another")]
    [InlineData("changed")]
    public async Task Index_that_is_damaged_changes_no_answer(string damage)
    {
        await using var parts = new InspectorParts(storage);
        await LiveAsync(parts);
        await Indexing(parts).RunAsync(DateTimeOffset.MaxValue, default);
        var expected = await EverythingAsync(parts, ["order-13-7", "again", "nothing"]);
        var runs = await RunsAsync(parts);
        for (var part = 0; part < 4; part++)
        {
            foreach (var (name, bytes) in runs)
            {
                var wrong = bytes.ToArray();
                wrong[Math.Min(bytes.Length * part / 3, bytes.Length - 1)] ^= 4;
                await (damage switch
                {
                    "gone" => parts.Container.DeleteBlobIfExistsAsync(name),
                    "empty" => parts.Container.WriteAsync(name, []),
                    "cut" => parts.Container.WriteAsync(name, bytes[..(bytes.Length * part / 4)]),
                    "another" => parts.Container.WriteAsync(name, System.Text.Encoding.UTF8.GetBytes("{\"format\":1}\n")),
                    _ => parts.Container.WriteAsync(name, wrong),
                });
            }

            foreach (var (id, told) in expected)
                Assert.Equal(told, await ToldAsync(parts.History, id));
        }

        await Indexing(parts).RunAsync(DateTimeOffset.MaxValue, default);
        Assert.Equal(expected["again"], await ToldAsync(parts.History, "again"));
    }

    [Fact]
    public async Task Log_that_was_replaced_is_read_as_it_is_now()
    {
        await using var parts = new InspectorParts(storage);
        await LiveAsync(parts);
        await Indexing(parts).RunAsync(DateTimeOffset.MaxValue, default);
        foreach (var (name, bytes) in (await parts.Container.ContentAsync()).Where(blob => !blob.Key.StartsWith("index/", StringComparison.Ordinal)))
        {
            await parts.Container.DeleteBlobAsync(name);
            await parts.Container.WriteAsync(name, [.. bytes[(bytes.AsSpan().IndexOf((byte)'\n') + 1)..], .. bytes[..(bytes.AsSpan().IndexOf((byte)'\n') + 1)]]);
        }

        foreach (var id in Asked)
            Assert.Equal(await ToldAsync(parts.NewHistory(new LogIndex(storage.NewContainer())), id), await ToldAsync(parts.History, id));
    }

    [Fact]
    public async Task Key_is_read_without_the_rest_of_a_large_run()
    {
        var requests = new RecordedRequests();
        var container = storage.NewContainer(requests);
        await container.CreateAsync();
        var random = new Random(1);

        // One of them in five thousand lines: more than a page holds.
        var keys = Enumerable.Range(0, 40_000).Select(_ => (ulong)random.NextInt64()).ToArray();
        var postings = keys.Select((key, i) => Posting.Of(key, i % 2, i * 300L)).Concat(Enumerable.Range(0, 5000).Select(i => Posting.Of(keys[7], 1, 100_000_000L + i))).ToList();
        var content = LogIndexRun.Write(postings, [new IndexedPiece("a", "1", 0, long.MaxValue), new IndexedPiece("b", "2", 0, long.MaxValue)], []);
        await container.WriteAsync("index/2026/06/01/00-run", content.ToArray());
        var before = requests.Bytes;

        var places = await new LogIndex(container).FindAsync(null, [keys[100], 17], default);

        Assert.Equal([100 * 300L], places.Of(Blob("a", "1")));
        Assert.Empty(places.Of(Blob("b", "2")));
        Assert.Empty(places.Of(Blob("a", "another")));
        Assert.InRange(requests.Bytes - before, 1, 200_000);
        Assert.Equal(5001, (await new LogIndex(container).FindAsync(null, [keys[7]], default)).Of(Blob("b", "2")).Count);
    }

    // What is told of each by reading all logs.
    private async Task<IReadOnlyDictionary<string, string?>> EverythingAsync(InspectorParts parts, IEnumerable<string> ids)
    {
        var (everything, told) = (parts.NewHistory(new LogIndex(storage.NewContainer())), new Dictionary<string, string?>());
        foreach (var id in ids)
            told[id] = await ToldAsync(everything, id);
        return told;
    }

    private static LogBlob Blob(string name, string version) => new(name, default, default, 1_000_000_000, version);

    private static LogIndexing Indexing(InspectorParts parts) => new(parts.Container, parts.Time) { FewBytes = 1 };

    private static async Task<IReadOnlyDictionary<string, byte[]>> RunsAsync(InspectorParts parts) =>
        (await parts.Container.ContentAsync()).Where(blob => blob.Key.StartsWith("index/", StringComparison.Ordinal)).ToDictionary();

    private static async Task<string?> ToldAsync(DeliveryHistory history, string id) =>
        JsonSerializer.Serialize((await history.FindAsync(id, null, null, null, default))!, DeliveryJsonContext.Default.DeliveryJson);

    private static async Task<IReadOnlyList<string>> ListedAsync(EventList events, InspectorParts parts, string id)
    {
        var page = await events.PageAsync(new EventFilter(parts.Time.GetUtcNow().AddDays(-6), parts.Time.GetUtcNow(), id, null, null, null, []), 1000, null, default);
        return [.. page.Events.Select(row => row.ToString())];
    }

    private static async Task<(string? Told, long Bytes, int Operations)> CountedAsync(InspectorParts parts, Func<Task<string?>> ask)
    {
        var (bytes, all) = (parts.Requests.Bytes, parts.Requests.All);
        return (await ask(), parts.Requests.Bytes - bytes, parts.Requests.All - all);
    }

    private static async Task<int> ReadingsAsync(InspectorParts parts, Func<Task> ask, string part)
    {
        var before = parts.Requests.Readings(part);
        await ask();
        return parts.Requests.Readings(part) - before;
    }

    // Four days, with an event every minute or so of some hours; ids that come again, tries that come later, refusals.
    private static async Task LiveAsync(InspectorParts parts)
    {
        var late = new List<IngestRecord>();
        for (var hour = 0; hour < Hours; hour++)
        {
            IngestRecord[] arrivals = [.. Enumerable.Range(0, EventsOfHour).Select(i => parts.Accept($"order-{hour}-{i}"))];
            await parts.PlaceAsync("delivered", null, arrivals[1..]);
            await parts.PlaceAsync(hour % 5 == 0 ? "dead" : "deferred", "timeout", arrivals[0], parts.Accept("often"));
            if (hour % 5 != 0)
                late.Add(arrivals[0]);

            if (hour % 9 == 3)
                await parts.PlaceAsync("delivered", null, parts.Accept("again"), parts.Accept("ördér \"<1>\"/+"));

            parts.Refuse($"wrong-{hour}", IngestStatus.Rejected, "amount_missing");
            await parts.Log.FlushAsync(default);
            parts.Time.Advance(TimeSpan.FromMinutes(150));
            if (hour % 7 == 6)
            {
                await parts.PlaceAsync("delivered", null, [.. late]);
                late.Clear();
            }
        }

        await parts.Log.FlushAsync(default);
    }
}
