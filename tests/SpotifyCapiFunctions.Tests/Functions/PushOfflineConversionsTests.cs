using Microsoft.Azure.Functions.Worker;
using SpotifyCapiFunctions.Functions;
using SpotifyCapiFunctions.Offline;
using SpotifyCapiFunctions.Tests.Builders;
using SpotifyCapiFunctions.Tests.Offline;

namespace SpotifyCapiFunctions.Tests.Functions;

[Collection(AzuriteCollection.Name)]
public sealed class PushOfflineConversionsTests(AzuriteCollection.Storage storage)
{
    [Fact]
    public async Task HostThatIsStopping_IsNoFailureAndLeavesTheFileForTheNextRun()
    {
        await using var app = await OfflineApp.StartAsync(storage);
        await app.PutAsync("orders.csv", OfflineApp.Header + app.Rows(1, 3));
        var function = new PushOfflineConversions(new OfflineFiles(app.Push, app.Upload, app.Reports));

        await function.Run(new TimerInfo(), new CancellationToken(canceled: true));
        Assert.Equal([$"incoming/{app.Source}/orders.csv"], await app.BlobsAsync());
        await function.Run(new TimerInfo(), CancellationToken.None);

        Assert.Equal(3, (await app.ReportAsync("orders.csv")).GetProperty("accepted").GetInt32());
    }
}
