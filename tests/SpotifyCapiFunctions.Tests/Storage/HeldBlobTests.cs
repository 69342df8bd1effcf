using Azure.Storage.Blobs;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Storage;

[Collection(AzuriteCollection.Name)]
public sealed class HeldBlobTests(AzuriteCollection.Storage storage) : IAsyncLifetime
{
    private readonly BlobContainerClient container = storage.NewContainer();

    public async Task InitializeAsync()
    {
        await container.CreateAsync();
        await container.WriteAsync("a.csv", "x"u8.ToArray());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Lease_whose_answer_got_lost_is_ours_and_nobody_elses()
    {
        await using var proxy = await BreakingProxy.StartAsync(storage);
        proxy.LoseAnswer(request => request.Query["comp"] == "lease");

        await using (var lease = await TakeAsync(proxy.Containers.Get(container.Name)))
        {
            Assert.Equal(1, proxy.Broken);
            Assert.NotNull(lease);
            Assert.Null(await TakeAsync(container));
        }

        await using var next = await TakeAsync(container);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task Lease_that_cannot_be_given_back_ends_by_itself()
    {
        var proxy = await BreakingProxy.StartAsync(storage);
        var lease = await TakeAsync(proxy.Containers.Get(container.Name));
        await proxy.DisposeAsync();

        await lease!.DisposeAsync();
    }

    private static Task<HeldBlob?> TakeAsync(BlobContainerClient from) => HeldBlob.TryTakeAsync(from.GetBlobClient("a.csv"), TimeProvider.System, default);
}
