using Azure.Storage.Blobs.Specialized;
using SpotifyCapiFunctions.Offline;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Offline;

[Collection(AzuriteCollection.Name)]
public sealed class BlockWriterTests(AzuriteCollection.Storage storage) : IAsyncLifetime
{
    private static readonly Dictionary<string, string> NoMetadata = [];
    private readonly string name = $"reports/{Guid.NewGuid():N}.json";

    public Task InitializeAsync() => storage.Containers().Get(StorageNames.OfflineConversions).CreateIfNotExistsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Block_of_a_process_that_has_lost_the_blob_does_not_take_the_place_of_its_successors()
    {
        var (older, newer) = (Writer("00000001"), Writer("00000002"));
        await newer.StageAsync(newer.Id('p', 1), "newer"u8.ToArray(), default);
        await older.StageAsync(older.Id('p', 1), "older"u8.ToArray(), default);

        Assert.True(await newer.CommitAsync([newer.Id('p', 1)], NoMetadata, "text/plain", default));
        Assert.False(await older.CommitAsync([older.Id('p', 1)], NoMetadata, "text/plain", default));
        Assert.Equal("newer", (await Blob.DownloadContentAsync()).Value.Content.ToString());
    }

    [Fact]
    public async Task Committed_blocks_are_known_in_order_whoever_wrote_them()
    {
        var (older, newer) = (Writer("00000001"), Writer("00000002"));
        string[] first = [older.Id('a', 0), older.Id('p', 1), older.Id('p', 2), older.Id('z', 0)];
        foreach (var id in first)
            await older.StageAsync(id, "x"u8.ToArray(), default);
        await older.CommitAsync(first, NoMetadata, "text/plain", default);

        Assert.Equal([first[1], first[2]], await newer.CommittedAsync('p', 5, default));
        Assert.Equal([first[1]], await newer.CommittedAsync('p', 1, default));
        Assert.Equal(first[1].Length, newer.Id('p', 1).Length);
    }

    /// <summary>The client commits again, and finds the blob changed: by itself.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commit_whose_answer_got_lost_is_ours(bool isFirst)
    {
        await using var proxy = await BreakingProxy.StartAsync(storage);
        var writer = new BlockWriter(proxy.Containers.Get(StorageNames.OfflineConversions).GetBlockBlobClient(name), "00000001");
        string[] ids = [writer.Id('p', 1), writer.Id('p', 2), writer.Id('p', 3)];
        await writer.StageAsync(ids[0], "x"u8.ToArray(), default);
        if (!isFirst)
            Assert.True(await writer.CommitAsync(ids[..1], NoMetadata, "text/plain", default));
        await writer.StageAsync(ids[1], "x"u8.ToArray(), default);
        proxy.LoseAnswer(request => request.Method == "PUT" && request.Query["comp"] == "blocklist");

        Assert.True(await writer.CommitAsync(ids[..2], NoMetadata, "text/plain", default));

        Assert.Equal(1, proxy.Broken);
        await writer.StageAsync(ids[2], "y"u8.ToArray(), default);
        Assert.True(await writer.CommitAsync(ids, NoMetadata, "text/plain", default));
        Assert.Equal("xxy", (await Blob.DownloadContentAsync()).Value.Content.ToString());
    }

    /// <summary>The other one has the same blocks and says the same about them.</summary>
    [Fact]
    public async Task Commit_of_the_same_by_another_process_is_not_ours()
    {
        var (older, newer) = (Writer("00000001"), Writer("00000002"));
        var id = older.Id('p', 1);
        await older.StageAsync(id, "x"u8.ToArray(), default);

        Assert.True(await newer.CommitAsync([id], NoMetadata, "text/plain", default));
        Assert.False(await older.CommitAsync([id], NoMetadata, "text/plain", default));
    }

    private BlockBlobClient Blob => storage.Containers().Get(StorageNames.OfflineConversions).GetBlockBlobClient(name);

    private BlockWriter Writer(string owner) => new(Blob, owner);
}
