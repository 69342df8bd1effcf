using EndToEnd.Tests.OfflineFiles;
using Testing.Harness;

namespace EndToEnd.Tests.Offline;

[Collection(OfflineScenario.Name)]
public sealed class UploadTests(OfflineScenario.Fixture fixture)
{
    private readonly Scenario scenario = fixture.Scenario;
    private readonly FilePusher pusher = new(fixture.Scenario);

    [Fact]
    public async Task Every_row_ends_where_it_must_and_a_second_push_sends_nothing_new()
    {
        var (file, expected) = await new SalesFile(20_000, Seed: 1, OfflineSize.Yesterday) { Prefix = "upload" }.ToBytesAsync();

        var first = await pusher.UploadAsync(file);
        scenario.Accounting.Promise(expected.AcceptedIds);
        await scenario.Queues.DrainedAsync(OfflineSize.Limit);
        var events = scenario.Spotify.Received.Summarize().Events;
        var second = await pusher.UploadAsync(file);
        await scenario.Queues.DrainedAsync(OfflineSize.Limit);

        Assert.True(first.Status == 202, first.Text);
        FileReport.Parse(first.Text).IsExactly(expected);
        Assert.Equal((0, expected.Accepted + expected.Duplicates), (FileReport.Parse(second.Text).Accepted, FileReport.Parse(second.Text).Duplicates));
        Assert.Equal(events, scenario.Spotify.Received.Summarize().Events);
        (await scenario.Accounting.DrawAsync()).EverythingArrivedOnce();
    }

    [Fact]
    public async Task Answer_holds_the_first_problems_and_a_link_to_all()
    {
        var (file, expected) = await new SalesFile(4_000, Seed: 2, OfflineSize.Yesterday) { Prefix = "link" }.ToBytesAsync();

        var answer = await pusher.UploadAsync(file);
        var all = await scenario.GetAsync(answer.Json.GetProperty("report").GetString()!);

        Assert.Equal(answer.Json.GetProperty("report").GetString(), new Uri(scenario.App.Address, answer.Headers["Location"]).AbsolutePath);
        Assert.Equal(20, FileReport.Parse(answer.Text).Problems.Count);
        FileReport.Parse(all.Text).IsExactly(expected);
        Assert.Equal(expected.Rejected, FileReport.Parse(all.Text).Problems.Select(problem => problem.Line).Distinct().Count());
        scenario.Accounting.Promise(expected.AcceptedIds);
        await scenario.DeliveredAsync(expected.AcceptedIds);
    }

    [Fact]
    public async Task Unknown_source_and_report_are_not_found()
    {
        var source = await pusher.UploadAsync(new MemoryStream("email\n"u8.ToArray()), route: "/api/offline-conversions/nobody");
        var webhooks = await pusher.UploadAsync(new MemoryStream("email\n"u8.ToArray()), route: "/api/offline-conversions/shop");
        var report = await scenario.GetAsync("/api/offline-conversions/store/reports/none.csv");

        Assert.Equal((404, 404, 404), (source.Status, webhooks.Status, report.Status));
        Assert.Equal(["unknown_source"], source.Codes);
        Assert.Equal(["not_a_file_source"], webhooks.Codes);
        Assert.Equal(["unknown_report"], report.Codes);
    }
}
