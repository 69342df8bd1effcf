using System.Text;
using Testing.Harness;

namespace EndToEnd.Tests.Offline;

/// <summary>Good and broken rows with values that stand nowhere else; then everything that the app writes is searched for them.</summary>
public sealed class OfflineCanaryTests
{
    private const string Header = "order_id,event_time,email,phone,country,value,currency,event_source_url,product_name";

    private readonly Canaries canaries = new();
    private int last;

    [Fact]
    public async Task Nothing_that_the_app_writes_holds_a_value_of_a_person()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions
        {
            Configure = (settings, _) =>
            {
                OfflineSettings.Apply(settings);
                settings["Privacy__HashBeforeQueue"] = "true";
                LoudLog.Apply(settings);
            },
        });
        var pusher = new FilePusher(scenario);
        var answers = new List<string>();

        var rows = await pusher.UploadAsync(File(Header, [.. BrokenRows(), Row(), Row()]));
        var withoutHeader = await pusher.UploadAsync(File(Row(), [Row()]));
        var oddHeader = await pusher.UploadAsync(File($"{Header},{canaries.Email()},user_agent,user_agent", [Row() + ",x,y,z"]));
        var json = await pusher.UploadAsync(Encoding.UTF8.GetBytes(Json()), "application/x-ndjson");
        answers.AddRange([rows.Text, withoutHeader.Text, oddHeader.Text, json.Text]);
        foreach (var answer in (Answer[])[rows, json])
        {
            answers.Add((await scenario.GetAsync(answer.Json.GetProperty("report").GetString()!)).Text);
            answers.Add(await CsvAsync(scenario, answer.Json.GetProperty("report").GetString()!));
        }

        await pusher.DropAsync("canary.csv", File(Header, [.. BrokenRows(), Row()]));
        await pusher.DropAsync("no-header.csv", File(Row(), [Row()]));
        answers.Add((await pusher.ReportAsync("canary.csv")).Json.ToString());
        answers.Add((await pusher.ReportAsync("no-header.csv")).Json.ToString());
        foreach (var report in await pusher.BlobsAsync("reports/"))
            answers.Add(await pusher.ReadAsync(report));
        await scenario.Queues.DrainedAsync(OfflineSize.Limit);

        Assert.Equal((202, 400, 400, 202), (rows.Status, withoutHeader.Status, oddHeader.Status, json.Status));
        // An address that is no page is left out, and its row is good all the same.
        Assert.Equal(3, FileReport.Parse(rows.Text).Accepted);
        Assert.Equal(FileReport.Parse(rows.Text).Rows - 3, FileReport.Parse(rows.Text).Rejected);
        canaries.AreNotIn(answers, "an answer or a report");
        canaries.AreNotIn(scenario.App.Output.Lines, "the app's output");
        canaries.AreNotIn(
            scenario.Spotify.Received.Requests.Select(request => request.Body is { } body ? Encoding.UTF8.GetString(body.Span) : ""), "what Spotify got");
    }

    private static async Task<string> CsvAsync(Scenario scenario, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/csv");
        var answer = await scenario.SendAsync(request);
        Assert.StartsWith("text/csv", answer.Headers["Content-Type"], StringComparison.Ordinal);
        return answer.Text;
    }

    private static byte[] File(string header, IEnumerable<string> rows) => Encoding.UTF8.GetBytes(string.Join('\n', rows.Prepend(header)) + "\n");

    private string Row(string? id = null, string time = "2026-01-23T12:34:56Z", string value = "49.99", string currency = "USD", string url = "", string product = "Mug") =>
        $"{id ?? $"canary-{++last}"},{time},{canaries.Email()},{canaries.Phone()},US,{value},{currency},{url},{product}";

    // A person's value in every field in which it can be wrong, and rows that cannot be taken apart.
    private IEnumerable<string> BrokenRows() =>
    [
        Row(id: canaries.Email()),
        Row(time: canaries.Email()),
        Row(time: "2199-01-01T00:00:00Z"),
        Row(value: canaries.Email()),
        Row(value: ""),
        Row(currency: canaries.Email()),
        Row(url: $"mailto:{canaries.Email()}"),
        Row(product: $"\"{canaries.Email()}"),
        Row(product: $"\"Mug\" for {canaries.Email()}"),
        Row() + $",{canaries.Email()}",
        $"short,{canaries.Email()}",
        Row(product: $"a\0{canaries.Email()}"),
        Row(product: new string('x', 70_000) + canaries.Email()),
    ];

    private string Json() => $$"""
        {"event_name":"PURCHASE","event_time":"2026-01-23T12:34:56Z","order_id":"json-1","user":{"email":"{{canaries.Email()}}"},"value":49.99,"currency":"USD"}
        {"event_name":"PURCHASE","event_time":"{{canaries.Email()}}","user":{"email":"{{canaries.Email()}}"},"value":"{{canaries.Phone()}}"}
        {"user":{"email":"{{canaries.Email()}}"
        ["{{canaries.Email()}}"]
        """;
}
