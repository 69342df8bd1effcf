using SpotifyCapiFunctions.Privacy;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Privacy;

[Collection(AzuriteCollection.Name)]
public sealed class ErasureOrdersTests(AzuriteCollection.Storage storage) : IAsyncLifetime
{
    private readonly StandingTime time = new();
    private readonly string source = $"shop-{Guid.NewGuid():N}";

    public Task InitializeAsync() => storage.Containers().Get(StorageNames.WebhookDeliveries).CreateIfNotExistsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Order_is_carried_out_soon_and_once_more_when_nothing_from_before_can_wait_any_more()
    {
        var orders = new ErasureOrders(storage.Containers(), Configured.Load().RetrySchedule, StorageParts.Trouble(), time);
        Assert.True(await orders.KeepAsync(new ErasureOrder(source, false, ["86e0b9e5"], ["order-1"], ["1"]), CancellationToken.None));

        var (first, order) = Assert.Single(await MineAsync(orders));
        Assert.Single(await MineAsync(orders));
        await orders.DoneAsync(first, order, CancellationToken.None);
        Assert.Empty(await MineAsync(orders));

        time.Advance(TimeSpan.FromHours(72 + 31) - TimeSpan.FromMinutes(1));
        Assert.Empty(await MineAsync(orders));
        time.Advance(TimeSpan.FromMinutes(2));
        var (second, again) = Assert.Single(await MineAsync(orders));
        Assert.Equal((order.Source, "order-1"), (again.Source, Assert.Single(again.EventIds)));

        await orders.DoneAsync(second, again, CancellationToken.None);
        Assert.Empty(await MineAsync(orders));
    }

    private async Task<IReadOnlyList<(string Name, ErasureOrder Order)>> MineAsync(ErasureOrders orders) =>
        [.. (await orders.ReadAsync(CancellationToken.None)).Where(pair => pair.Value.Source == source).Select(pair => (pair.Key, pair.Value))];
}
