using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using SpotifyCapi.Journal;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Privacy;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Privacy;

[Collection(AzuriteCollection.Name)]
public sealed class LogRewritingTests(AzuriteCollection.Storage storage) : IAsyncLifetime
{
    private readonly BlobContainerClient container = storage.NewContainer();

    public Task InitializeAsync() => container.CreateIfNotExistsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Line_IsTakenOutAndTheOthersStayByteForByte()
    {
        await AppendAsync("jane", "joe");

        await RewriteAsync(_ => { });

        var (name, bytes) = Assert.Single(await container.ContentAsync());
        Assert.EndsWith("-erased", name, StringComparison.Ordinal);
        Assert.Equal(Line("joe"), Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public async Task LineThatIsWrittenMeanwhile_IsNotLost()
    {
        await AppendAsync("jane", "joe");
        var once = true;

        await RewriteAsync(_ =>
        {
            if (once)
            {
                once = false;
                AppendAsync("late").GetAwaiter().GetResult();
            }
        });

        var (_, bytes) = Assert.Single(await container.ContentAsync());
        Assert.Equal(Line("joe") + Line("late"), Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public async Task LogThatNeverRests_IsLeftAsItIsForTheNextRun()
    {
        await AppendAsync("jane");

        await Assert.ThrowsAsync<IOException>(() => RewriteAsync(arrival =>
        {
            if (arrival.EventId == "jane")
                AppendAsync("late").GetAwaiter().GetResult();
        }));

        var (name, bytes) = Assert.Single(await container.ContentAsync());
        Assert.Equal("log", name);
        Assert.StartsWith(Line("jane") + Line("late"), Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    private static string Line(string id) => JsonSerializer.Serialize(
        new Arrival { At = DateTimeOffset.UnixEpoch, Source = "shop", Destination = "main", Status = ArrivalStatus.Accepted, EventId = id }, IngestJsonContext.Default.Arrival) + "\n";

    private Task RewriteAsync(Action<Arrival> look) => new LogRewriting<Arrival>(container, IngestJsonContext.Default.Arrival).RewriteAsync(
        ["log"],
        arrival =>
        {
            look(arrival);
            return arrival.EventId == "jane" ? null : arrival;
        },
        CancellationToken.None);

    private async Task AppendAsync(params string[] ids)
    {
        var blob = container.GetAppendBlobClient("log");
        await blob.CreateIfNotExistsAsync();
        using var lines = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(ids.Select(Line))));
        await blob.AppendBlockAsync(lines);
    }
}
