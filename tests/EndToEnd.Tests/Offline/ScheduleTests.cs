using EndToEnd.Tests.OfflineFiles;
using Testing.Harness;

namespace EndToEnd.Tests.Offline;

[Collection(OfflineScenario.Name)]
public sealed class ScheduleTests(OfflineScenario.Fixture fixture)
{
    private readonly Scenario scenario = fixture.Scenario;
    private readonly FilePusher pusher = new(fixture.Scenario);

    [Fact]
    public async Task File_in_the_container_is_read_reported_and_put_aside()
    {
        var (file, expected) = await new SalesFile(4_000, Seed: 3, OfflineSize.Yesterday) { Prefix = "scheduled" }.ToBytesAsync();

        await pusher.DropAsync("sales.csv", file);
        var report = await pusher.ReportAsync("sales.csv");

        // Copied first, deleted then.
        await Eventually.TrueAsync(async () => (await pusher.BlobsAsync("incoming/store/sales.csv")).Count == 0, () => "the file is put aside");
        Assert.Single(await pusher.BlobsAsync("processed/store/sales.csv"));
        report.IsExactly(expected);
        Assert.Equal(["reports/store/sales.csv.json"], await pusher.BlobsAsync("reports/store/sales.csv"));
        scenario.Accounting.Promise(expected.AcceptedIds);
        await scenario.DeliveredAsync(expected.AcceptedIds);
    }

    [Theory]
    [InlineData("workbook.csv", "PK\u0003\u0004 and so on", "wrong_file_type")]
    [InlineData("prose.csv", "Dear all,\nplease find the sales attached.\n", "columns_unknown")]
    public async Task File_that_is_none_is_put_aside_with_the_reason(string name, string text, string reason)
    {
        await pusher.DropAsync(name, System.Text.Encoding.UTF8.GetBytes(text));

        var report = await pusher.ReportAsync(name);

        Assert.Equal(("failed", reason), (report.Status, report.Json.GetProperty("reason").GetString()));
        await Eventually.TrueAsync(async () => (await pusher.BlobsAsync($"processed/store/{name}")).Count == 1, () => "the file is put aside");
    }

    [Fact]
    public async Task File_of_an_unknown_source_does_not_wait_forever()
    {
        await pusher.DropAsync("lost.csv", "email\n"u8.ToArray(), source: "nobody");

        await Eventually.TrueAsync(async () => (await pusher.BlobsAsync("processed/nobody/lost.csv")).Count == 1, () => "the file is put aside");

        Assert.Equal("failed", FileReport.Parse(await pusher.ReadAsync("reports/nobody/lost.csv.json")).Status);
    }
}
