using Dev.Push;

namespace Tools.Tests.Dev.Push;

public sealed class ContainerPushTests : IDisposable
{
    private const string Stored = "/account/offline-conversions/incoming/pos/orders-20260123T123456789Z.csv";
    private const string Csv = "email,value,currency\njane.doe@example.com,49.99,USD\n";

    private static readonly TimeSpan BlockLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder folder = new();
    private readonly HurriedTime time = new();
    private readonly RecordedMeter meter = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task File_is_stored_and_its_report_awaited()
    {
        await using var storage = (await AppStandIn.StartAsync()).Then(201);
        await using var app = (await AppStandIn.StartAsync())
            .Then(404, Reports.NoneYet).Then(404, Reports.NoneYet).Then(200, Reports.Running).Then(200, Reports.Interrupted).Then(200, Reports.Completed);

        var (report, problem) = await PushAsync(app.Address, storage.Address);

        Assert.Null(problem);
        Assert.True(report!.IsCompleted);
        Assert.All(app.Requests, request => Assert.Equal("/api/offline-conversions/pos/reports/orders-20260123T123456789Z.csv", request.Address));
        var stored = Assert.Single(storage.Requests);
        Assert.Equal(("PUT", $"{Stored}?sv=1&sig=abc", Csv), (stored.Method, stored.Address, stored.Body));
        Assert.Equal("text/csv", stored.Headers["x-ms-blob-content-type"]);
        Assert.Contains(meter.Shown, shown => shown.Text.Contains("1,000 rows", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wrong_key_is_told_before_anything_is_uploaded()
    {
        await using var storage = await AppStandIn.StartAsync();
        await using var app = (await AppStandIn.StartAsync()).Then(401);

        var (_, problem) = await PushAsync(app.Address, storage.Address);

        Assert.Contains(PushEnvironment.Key, problem!.Message, StringComparison.Ordinal);
        Assert.Empty(storage.Requests);
    }

    [Fact]
    public async Task Unknown_source_is_told_before_anything_is_uploaded()
    {
        await using var storage = await AppStandIn.StartAsync();
        await using var app = (await AppStandIn.StartAsync()).Then(404, Reports.Problem("unknown_source", "No source of that name is configured."));

        var (_, problem) = await PushAsync(app.Address, storage.Address);

        Assert.Contains(problem!.Details, line => line.StartsWith("unknown_source", StringComparison.Ordinal));
        Assert.Empty(storage.Requests);
    }

    [Fact]
    public async Task App_that_is_away_for_a_moment_is_waited_for()
    {
        await using var storage = (await AppStandIn.StartAsync()).Then(201);
        await using var app = (await AppStandIn.StartAsync()).Then(404, Reports.NoneYet).ThenHangUp().Then(200, Reports.Completed);

        var (report, _) = await PushAsync(app.Address, storage.Address);

        Assert.NotNull(report);
    }

    [Fact]
    public async Task Report_that_does_not_come_is_given_up_with_the_name_to_ask_for()
    {
        await using var storage = (await AppStandIn.StartAsync()).Then(201);
        await using var app = await AppStandIn.StartAsync();
        for (var i = 0; i < 11; i++)
            app.Then(404, Reports.NoneYet);

        var (report, problem) = await PushAsync(app.Address, storage.Address, wait: TimeSpan.FromSeconds(10));

        Assert.Null(report);
        Assert.Contains("orders-20260123T123456789Z.csv", problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_file_is_stored_as_blocks()
    {
        var csv = new string('x', ContainerUpload.BlockBytes + 1);
        await using var storage = (await AppStandIn.StartAsync()).Then(201).Then(201).Then(201);
        await using var app = (await AppStandIn.StartAsync()).Then(404, Reports.NoneYet).Then(200, Reports.Completed);

        var (_, problem) = await PushAsync(app.Address, storage.Address, text: csv, blockLimit: TimeSpan.FromMinutes(1));

        Assert.Null(problem);
        Assert.Equal([ContainerUpload.BlockBytes, 1], storage.Requests.Take(2).Select(request => request.Body.Length));
        Assert.All(storage.Requests.Take(2), request => Assert.Contains("comp=block&", request.Address, StringComparison.Ordinal));
        Assert.Contains("comp=blocklist", storage.Requests[2].Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storage_that_stumbles_is_asked_again_and_one_that_refuses_is_not()
    {
        await using var storage = (await AppStandIn.StartAsync()).Then(503).ThenHangUp().Then(403, "", ("x-ms-error-code", "AuthorizationPermissionMismatch"));
        await using var app = (await AppStandIn.StartAsync()).Then(404, Reports.NoneYet);

        var (_, problem) = await PushAsync(app.Address, storage.Address);

        Assert.Equal(3, storage.Requests.Count);
        Assert.Contains("403 (AuthorizationPermissionMismatch)", problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storage_that_hangs_gets_the_same_again()
    {
        await using var storage = (await AppStandIn.StartAsync()).ThenHang().Then(201);
        await using var app = (await AppStandIn.StartAsync()).Then(404, Reports.NoneYet).Then(200, Reports.Completed);

        var (report, problem) = await PushAsync(app.Address, storage.Address).WaitAsync(Patience);

        Assert.Null(problem);
        Assert.NotNull(report);
        Assert.Equal([Csv, Csv], storage.Requests.Select(request => request.Body));
    }

    [Fact]
    public async Task Storage_that_hangs_every_time_ends_the_push_with_what_to_do()
    {
        await using var storage = (await AppStandIn.StartAsync()).ThenHang().ThenHang().ThenHang().ThenHang().ThenHang();
        await using var app = (await AppStandIn.StartAsync()).Then(404, Reports.NoneYet);

        var (report, problem) = await PushAsync(app.Address, storage.Address).WaitAsync(Patience);

        Assert.Null(report);
        Assert.Equal(1, problem!.ExitCode);
        Assert.Contains("5 times in a row", problem.Message, StringComparison.Ordinal);
        Assert.Contains("--block-timeout", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Storage_that_is_not_there_is_said()
    {
        await using var app = (await AppStandIn.StartAsync()).Then(404, Reports.NoneYet);

        var (_, problem) = await PushAsync(app.Address, new Uri("http://127.0.0.1:1"));

        Assert.Contains("The storage at 127.0.0.1 cannot be reached", problem!.Message, StringComparison.Ordinal);
    }

    private async Task<(PushReport? Report, Problem? Problem)> PushAsync(Uri app, Uri storage, TimeSpan? wait = null, string text = Csv, TimeSpan? blockLimit = null)
    {
        var (file, _) = ConversionFile.Find(folder.Write("orders.csv", text));
        var container = new Uri(storage, "/account/offline-conversions?sv=1&sig=abc");
        using var routes = new OfflineRoutes(app, "pos", key: null);
        var upload = new ContainerUpload(container, blockLimit ?? BlockLimit, TimeSpan.FromMilliseconds(1));
        var push = new ContainerPush(routes, upload, file!, meter, time);
        return await push.RunAsync("pos", wait ?? TimeSpan.FromMinutes(1), CancellationToken.None);
    }
}
