using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Privacy;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Privacy;

public sealed class LogRewritingTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>, IAsyncLifetime
{
    private readonly BlobContainerClient container = storage.NewContainer();

    public Task InitializeAsync() => container.CreateIfNotExistsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Line_is_taken_out_and_the_others_stay_byte_for_byte()
    {
        await AppendAsync("jane", "joe");

        Assert.Equal(1, await RewriteAsync(_ => { }));

        var (name, bytes) = Assert.Single(await container.ContentAsync());
        Assert.EndsWith("-erased", name, StringComparison.Ordinal);
        Assert.Equal(Line("joe"), Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public async Task Line_that_is_written_meanwhile_is_not_lost()
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
    public async Task Line_that_is_written_while_the_replacement_is_is_not_lost()
    {
        await AppendAsync("jane", "joe");
        var looks = 0;

        // Once to see that there is something to take out, twice to copy the rest.
        Assert.Equal(1, await RewriteAsync(_ =>
        {
            if (++looks == 3)
                AppendAsync("late").GetAwaiter().GetResult();
        }));

        var (_, bytes) = Assert.Single(await container.ContentAsync());
        Assert.Equal(Line("joe") + Line("late"), Encoding.UTF8.GetString(bytes));
    }

    [Fact]
    public async Task Log_of_nothing_else_is_gone()
    {
        await AppendAsync("jane", "jane");

        Assert.Equal(2, await RewriteAsync(_ => { }));

        Assert.Empty(await container.ContentAsync());
    }

    [Fact]
    public async Task Log_that_was_rewritten_before_keeps_its_name()
    {
        await AppendAsync("jane", "joe");
        await RewriteAsync(_ => { });

        await new LogRewriting<IngestRecord>(container, IngestJsonContext.Default.IngestRecord).RewriteAsync(
            "log-erased", arrival => (arrival with { EventId = "nobody" }, 1), CancellationToken.None);
        var (name, bytes) = Assert.Single(await container.ContentAsync());
        Assert.Equal(("log-erased", Line("nobody")), (name, Encoding.UTF8.GetString(bytes)));

        await new LogRewriting<IngestRecord>(container, IngestJsonContext.Default.IngestRecord).RewriteAsync("log-erased", _ => (null, 1), CancellationToken.None);
        Assert.Empty(await container.ContentAsync());
    }

    [Fact]
    public async Task Log_of_many_blocks_stays_byte_for_byte_but_for_the_line()
    {
        var padding = new string('x', 1000);
        for (var block = 0; block < 3; block++)
            await AppendAsync([.. Enumerable.Range(0, 3000).Select(number => $"{padding}-{block}-{number}"), "jane"]);
        var before = Assert.Single(await container.ContentAsync()).Value;

        Assert.Equal(3, await RewriteAsync(_ => { }));

        var (name, bytes) = Assert.Single(await container.ContentAsync());
        Assert.Equal(Encoding.UTF8.GetString(before).Replace(Line("jane"), string.Empty, StringComparison.Ordinal), Encoding.UTF8.GetString(bytes));
        var blocks = (await container.GetBlockBlobClient(name).GetBlockListAsync(Azure.Storage.Blobs.Models.BlockListTypes.Committed)).Value.CommittedBlocks;
        Assert.True(blocks.Count() > 1 && blocks.All(one => one.SizeLong < 5 * 1024 * 1024));
    }

    [Fact]
    public async Task Log_that_never_rests_is_left_as_it_is_for_the_next_run()
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

    [Fact]
    public async Task Commit_whose_answer_got_lost_counts_what_it_took_out()
    {
        await AppendAsync("jane", "joe", "jack");
        await RewriteAsync(_ => { });
        await using var proxy = await BreakingProxy.StartAsync(storage);
        proxy.LoseAnswer(request => request.Query["comp"] == "blocklist");

        Assert.Equal(1, await new LogRewriting<IngestRecord>(proxy.Containers.Get(container.Name), IngestJsonContext.Default.IngestRecord).RewriteAsync(
            "log-erased", arrival => arrival.EventId == "joe" ? (null, 1) : (arrival, 0), CancellationToken.None));

        Assert.Equal(1, proxy.Broken);
        Assert.Equal(Line("jack"), Encoding.UTF8.GetString(Assert.Single(await container.ContentAsync()).Value));
    }

    /// <summary>The storage says that the log is gone, or that it is not the one that was read: it is gone because the first request took it away.</summary>
    [Theory]
    [InlineData(404, "BlobNotFound")]
    [InlineData(412, "ConditionNotMet")]
    public async Task Deletion_whose_answer_got_lost_keeps_the_replacement(int status, string code)
    {
        await AppendAsync("jane", "joe");
        await using var proxy = await BreakingProxy.StartAsync(storage);
        proxy.LoseAnswerAndRefuse(request => request.Method == "DELETE", status, code);

        Assert.Equal(1, await RewriteAsync(_ => { }, from: proxy.Containers.Get(container.Name)));

        Assert.Equal(2, proxy.Broken);
        var (name, bytes) = Assert.Single(await container.ContentAsync());
        Assert.Equal(("log-erased", Line("joe")), (name, Encoding.UTF8.GetString(bytes)));
    }

    [Fact]
    public async Task Connection_that_breaks_while_a_log_is_searched_and_grows_costs_no_line()
    {
        await AppendAsync([.. Enumerable.Range(0, 4000).Select(number => $"order-{number}")]);
        await using var proxy = await BreakingProxy.StartAsync(storage);
        proxy.CutAnswer(request => request.Method == "GET", after: 100_037, () => AppendAsync("late"));
        var seen = new HashSet<string>();

        await new LogRewriting<IngestRecord>(proxy.Containers.Get(container.Name), IngestJsonContext.Default.IngestRecord).ReadAsync(
            "log", arrival => seen.Add(arrival.EventId!), CancellationToken.None);

        Assert.Equal(1, proxy.Broken);
        Assert.Equal(4001, seen.Count);
    }

    private static string Line(string id) => JsonSerializer.Serialize(
        new IngestRecord { At = DateTimeOffset.UnixEpoch, Source = "shop", Destination = "main", Status = IngestStatus.Accepted, EventId = id }, IngestJsonContext.Default.IngestRecord) + "\n";

    private Task<int> RewriteAsync(Action<IngestRecord> look, BlobContainerClient? from = null) => new LogRewriting<IngestRecord>(from ?? container, IngestJsonContext.Default.IngestRecord).RewriteAsync(
        "log",
        arrival =>
        {
            look(arrival);
            return arrival.EventId == "jane" ? (null, 1) : (arrival, 0);
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
