using System.Net;
using System.Net.Sockets;
using Dev.Push;

namespace Tools.Tests.Dev.Push;

public sealed class HttpPushTests : IDisposable
{
    private const string Csv = "email,value,currency\njane.doe@example.com,49.99,USD\n";

    private readonly TemporaryFolder folder = new();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HurriedTime time = new() { Held = HttpPush.Silence };
    private readonly RecordedMeter meter = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task File_arrives_byte_for_byte_and_its_report_comes_back()
    {
        await using var app = (await AppStandIn.StartAsync()).Then(202, Reports.Completed);

        var (report, problem) = await PushAsync(app.Address, key: "the-key");

        Assert.Null(problem);
        Assert.Equal((10, 6, 1, 1, 2), (report!.Rows, report.Accepted, report.Duplicates, report.Ignored, report.Rejected));
        var request = Assert.Single(app.Requests);
        Assert.Equal(("POST", "/api/offline-conversions/pos"), (request.Method, request.Address));
        Assert.Equal(("text/csv", "the-key"), (request.Headers["Content-Type"], request.Headers["x-functions-key"]));
        Assert.Equal(Csv, request.Body);
        Assert.Equal("chunked", request.Headers["Transfer-Encoding"]);
        Assert.DoesNotContain("Content-Length", request.Headers.Keys);
        Assert.Equal(1, meter.Shown[^1].Share);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("/behind/a/gateway")]
    public async Task Address_with_or_without_path_is_kept(string path)
    {
        await using var app = (await AppStandIn.StartAsync()).Then(202, Reports.Completed);

        await PushAsync(new Uri(app.Address, path));

        Assert.Equal(path.TrimEnd('/') + "/api/offline-conversions/pos", Assert.Single(app.Requests).Address);
    }

    [Fact]
    public async Task Refusal_is_told_with_every_error_and_not_tried_again()
    {
        await using var app = (await AppStandIn.StartAsync()).Then(400, Reports.Problem("header_unknown", "No column is known."));

        var (report, problem) = await PushAsync(app.Address);

        Assert.Null(report);
        Assert.Contains("400", problem!.Message, StringComparison.Ordinal);
        Assert.Equal("header_unknown: No column is known.", Assert.Single(problem.Details, line => line.Contains("column", StringComparison.Ordinal)));
        Assert.Single(app.Requests);
    }

    [Theory]
    [InlineData(401, "", PushEnvironment.Key)]
    [InlineData(404, "", "--url")]
    [InlineData(413, "", "--via container")]
    [InlineData(202, "{}", "not a report")]
    [InlineData(202, "<html>", "not a report")]
    public async Task Answer_that_needs_the_person_says_what_to_do(int status, string body, string advice)
    {
        await using var app = (await AppStandIn.StartAsync()).Then(status, body);

        var (report, problem) = await PushAsync(app.Address);

        Assert.Null(report);
        Assert.Contains(advice, problem!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(33 * 1024 * 1024, "", "--via container")]
    [InlineData(33 * 1024 * 1024, """{"title":"Internal error."}""", "The app answered 500")]
    public async Task Host_that_falls_silent_over_a_large_file_is_explained(int length, string body, string advice)
    {
        await using var app = (await AppStandIn.StartAsync()).Then(500, body);

        var (_, problem) = await PushAsync(app.Address, text: new string('x', length));

        Assert.Contains(advice, problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_that_is_busy_is_asked_again_when_it_says_and_gets_the_whole_file_again()
    {
        await using var app = (await AppStandIn.StartAsync())
            .Then(503, "", ("Retry-After", "7")).Then(503, "", ("Retry-After", "900")).Then(502).Then(202, Reports.Completed);

        var (report, _) = await PushAsync(app.Address);

        Assert.NotNull(report);
        Assert.Equal([7, 60, 2], time.Pauses.Select(pause => pause.TotalSeconds));
        Assert.All(app.Requests, request => Assert.Equal(Csv, request.Body));
    }

    /// <summary>What the Functions host answers for a worker that ended under the request.</summary>
    [Fact]
    public async Task Host_that_falls_silent_over_a_small_file_gets_the_same_file_again()
    {
        await using var app = (await AppStandIn.StartAsync()).Then(500).Then(202, Reports.Completed);

        var (report, _) = await PushAsync(app.Address);

        Assert.NotNull(report);
        Assert.All(app.Requests, request => Assert.Equal(Csv, request.Body));
        Assert.Equal(2, app.Requests.Count);
    }

    [Fact]
    public async Task App_that_stays_busy_is_given_up_with_its_last_answer()
    {
        await using var app = await AppStandIn.StartAsync();
        for (var i = 0; i < 6; i++)
            app.Then(503, Reports.Problem("queue_unavailable", "The queue does not take the rows."));

        var (report, problem) = await PushAsync(app.Address);

        Assert.Null(report);
        Assert.Contains("queue_unavailable", Assert.Single(problem!.Details, detail => detail.Contains(':', StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(6, app.Requests.Count);
    }

    [Fact]
    public async Task Broken_connection_is_followed_by_the_same_file()
    {
        await using var app = (await AppStandIn.StartAsync()).ThenHangUp().ThenHangUp().Then(202, Reports.Completed);

        var (report, _) = await PushAsync(app.Address);

        Assert.NotNull(report);
        Assert.Equal(3, app.Requests.Count);
    }

    [Fact]
    public async Task Connection_that_hangs_is_given_up_and_followed_by_the_same_file()
    {
        await using var app = (await AppStandIn.StartAsync()).ThenHang().Then(202, Reports.Completed);

        var push = PushAsync(app.Address);
        await Eventually.TrueAsync(() => app.Requests.Count == 1, "the request arrives", Patience);
        time.Elapse();
        var (report, problem) = await push.WaitAsync(Patience);

        Assert.Null(problem);
        Assert.NotNull(report);
        Assert.Equal([Csv, Csv], app.Requests.Select(request => request.Body));
    }

    /// <summary>A large file on a thin line takes longer than the limit, so each of its pieces begins it anew.</summary>
    [Fact]
    public async Task Upload_that_moves_is_not_given_up()
    {
        const int piece = 128 * 1024;
        await using var app = (await AppStandIn.StartAsync()).Then(202, Reports.Completed);

        var (report, _) = await PushAsync(app.Address, text: new string('x', 2 * piece) + Csv);

        Assert.NotNull(report);
        Assert.Equal(3, time.Renewals);
    }

    [Fact]
    public async Task Connection_that_hangs_every_time_ends_the_push()
    {
        await using var app = (await AppStandIn.StartAsync()).ThenHang().ThenHang().ThenHang().ThenHang().ThenHang().ThenHang();

        var push = PushAsync(app.Address);
        for (var tries = 1; tries <= 6; tries++)
        {
            await Eventually.TrueAsync(() => app.Requests.Count == tries, "the request arrives", Patience);
            time.Elapse();
        }

        var (report, problem) = await push.WaitAsync(Patience);
        Assert.Null(report);
        Assert.Contains("Nothing moved for 10 minutes", problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_that_is_stopped_in_the_middle_gets_the_same_file_again()
    {
        await using var app = (await AppStandIn.StartAsync()).Then(202, Reports.Interrupted).Then(202, Reports.Completed);

        var (report, _) = await PushAsync(app.Address);

        Assert.True(report!.IsCompleted);
    }

    [Fact]
    public async Task App_that_says_that_it_is_being_stopped_gets_the_same_file_again()
    {
        await using var app = (await AppStandIn.StartAsync()).Then(503, Reports.Problem("body_incomplete", "The app is being stopped.")).Then(202, Reports.Completed);

        var (report, _) = await PushAsync(app.Address);

        Assert.True(report!.IsCompleted);
    }

    [Fact]
    public async Task Nobody_there_is_said_at_once()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();

        var (_, problem) = await PushAsync(address);

        Assert.Contains("./run serve", problem!.Message, StringComparison.Ordinal);
        Assert.Empty(time.Pauses);
    }

    private async Task<(PushReport? Report, Problem? Problem)> PushAsync(Uri app, string? key = null, string text = Csv)
    {
        var (file, _) = ConversionFile.Find(folder.Write("orders.csv", text));
        using var routes = new OfflineRoutes(app, "pos", key);
        return await new HttpPush(routes, file!, meter, time).RunAsync(CancellationToken.None);
    }
}
