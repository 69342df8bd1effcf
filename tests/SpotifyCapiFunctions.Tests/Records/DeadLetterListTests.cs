using SpotifyCapi.Codes;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Records;

public sealed class DeadLetterListTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    // More than one call of the storage service lists.
    private const int Count = 1100;

    private static readonly DeadLetterFilter Everything = new(null, null, null, null);

    [Fact]
    public async Task Pages_hold_every_letter_once_in_the_order_of_acceptance()
    {
        var container = storage.NewContainer();
        var store = Letters.Store(container);
        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, token) =>
            await store.KeepAsync(Letters.Of($"order-{i:0000}", i % 2 == 0 ? DeliveryReasons.Expired : DeliveryReasons.Poison, seconds: i), token));
        var expected = Enumerable.Range(0, Count).Select(i => $"order-{i:0000}").ToArray();

        Assert.Equal(expected, await IdsAsync(container, Everything, 70));
        Assert.Equal(expected, await IdsAsync(container, Everything, 1000));
        Assert.Equal(expected.Where((_, i) => i % 2 == 1), await IdsAsync(container, Everything with { Reason = DeliveryReasons.Poison }, 90));
        var from = Letters.Accepted.AddMinutes(1).AddSeconds(500);
        Assert.Equal(expected[500..511], await IdsAsync(container, Everything with { From = from, To = from.AddSeconds(10) }, 3));
    }

    [Fact]
    public async Task Destination_is_compared_without_case()
    {
        var container = storage.NewContainer();
        var store = Letters.Store(container);
        await store.KeepAsync(Letters.Of("a", destination: "main"), CancellationToken.None);
        await store.KeepAsync(Letters.Of("b", destination: "other"), CancellationToken.None);

        Assert.Equal(["b"], await IdsAsync(container, Everything with { Destination = "OTHER" }, 10));
    }

    [Fact]
    public async Task Open_letters_are_found_behind_any_number_of_replayed_ones()
    {
        var container = storage.NewContainer();
        var store = Letters.Store(container);
        for (var i = 0; i < 12; i++)
            await store.KeepAsync(Letters.Of($"order-{i:00}", seconds: i), CancellationToken.None);
        for (var i = 0; i < 10; i++)
            await ReplayedAsync(container, i);

        Assert.Equal(["order-10", "order-11"], await IdsAsync(container, Everything with { OnlyOpen = true }, 1));
    }

    [Fact]
    public async Task Container_that_does_not_exist_is_an_empty_list() =>
        Assert.Equal((0, null), await CountAsync(storage.NewContainer(), new DeadLetterCursor("2!92!bWFya2Vy", 3).ToString()));

    [Theory]
    [InlineData(null, 0)]
    [InlineData(null, 17)]
    [InlineData("2!92!bWFya2Vy|x", 999)]
    public void Cursor_is_read_as_it_was_written_and_not_when_it_was_changed(string? marker, int skip)
    {
        var cursor = new DeadLetterCursor(marker, skip);

        Assert.True(DeadLetterCursor.TryParse(cursor.ToString(), out var read));
        Assert.Equal(cursor, read);
        Assert.False(DeadLetterCursor.IsOurs(cursor.ToString()[..^4]));
        Assert.False(DeadLetterCursor.IsOurs("AAAA" + cursor.ToString()[4..]));
    }

    private static async Task ReplayedAsync(Azure.Storage.Blobs.BlobContainerClient container, int index)
    {
        var blob = container.GetBlobClient((await container.ContentAsync()).Keys.Order(StringComparer.Ordinal).ElementAt(index));
        var metadata = (await blob.GetPropertiesAsync()).Value.Metadata;
        metadata["replays"] = "1";
        await blob.SetMetadataAsync(metadata);
    }

    private static async Task<(int Count, string? Next)> CountAsync(Azure.Storage.Blobs.BlobContainerClient container, string cursor)
    {
        var (items, next) = await new DeadLetterList(container).PageAsync(Everything, 10, cursor, CancellationToken.None);
        return (items.Count, next);
    }

    private static async Task<IReadOnlyList<string?>> IdsAsync(Azure.Storage.Blobs.BlobContainerClient container, DeadLetterFilter filter, int limit)
    {
        var ids = new List<string?>();
        var cursor = (string?)null;
        do
        {
            var (items, next) = await new DeadLetterList(container).PageAsync(filter, limit, cursor, CancellationToken.None);
            Assert.True(items.Count <= limit);
            ids.AddRange(items.Select(item => item.EventId));
            cursor = next;
        }
        while (cursor is not null);
        return ids;
    }
}
