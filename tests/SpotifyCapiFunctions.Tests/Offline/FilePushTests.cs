using System.Text.Json;
using SpotifyCapiFunctions.Tests.Builders;
using static SpotifyCapiFunctions.Tests.Offline.ReportCounts;

namespace SpotifyCapiFunctions.Tests.Offline;

public sealed class FilePushTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    [Fact]
    public async Task A_file_is_queued_reported_and_moved()
    {
        await using var app = await OfflineApp.StartAsync(storage);
        await app.PutAsync("sales.csv", OfflineApp.Header + app.Rows(1, 250) + "251,too,few\n" + app.Row(7) + ",,,,\n");

        await app.Push.RunAsync(null, default);

        var report = await app.ReportAsync("sales.csv");
        Assert.Equal("completed", report.GetProperty("status").GetString());
        Assert.Equal("sales.csv", report.GetProperty("report_id").GetString());
        Assert.Equal([253, 250, 1, 1, 1], Counts(report));
        Assert.Equal(1, report.GetProperty("by_code").GetProperty("row_too_few_fields").GetInt32());
        var problem = Assert.Single(report.GetProperty("problems").EnumerateArray());
        Assert.Equal(252, problem.GetProperty("line").GetInt64());
        Assert.Equal(Enumerable.Range(1, 250).Select(number => $"order-{app.Source}-{number}").Order(), app.Queue.EventIds.Order());
        Assert.Equal([$"processed/{app.Source}/sales.csv", $"reports/{app.Source}/sales.csv.json"], await app.BlobsAsync());
    }

    /// <summary>A copy that is under way refuses another one; it is the one that was asked for.</summary>
    [Theory]
    [InlineData("copy", null)]
    [InlineData("copy", "PendingCopyOperation")]
    [InlineData("delete", null)]
    public async Task An_answer_that_gets_lost_while_a_file_is_moved_moves_it_all_the_same(string what, string? refusal)
    {
        await using var proxy = await BreakingProxy.StartAsync(storage);
        await using var app = await OfflineApp.StartAsync(storage, proxy.Containers);
        await app.PutAsync("moved.csv", OfflineApp.Header + app.Rows(60_000, 3));
        if (refusal is null)
            proxy.LoseAnswer(IsAsked);
        else
            proxy.LoseAnswerAndRefuse(IsAsked, 409, refusal);

        await app.Push.RunAsync(null, default);

        Assert.Equal(refusal is null ? 1 : 2, proxy.Broken);
        Assert.Equal([$"processed/{app.Source}/moved.csv", $"reports/{app.Source}/moved.csv.json"], await app.BlobsAsync());

        bool IsAsked(Microsoft.AspNetCore.Http.HttpRequest request) =>
            what == "copy" ? request.Headers.ContainsKey("x-ms-copy-source") : request.Method == "DELETE";
    }

    [Fact]
    public async Task The_name_of_a_file_that_holds_an_address_stands_in_no_log_line()
    {
        await using var app = await OfflineApp.StartAsync(storage);
        await app.PutAsync("jane.doe@example.com.csv", OfflineApp.Header + app.Rows(7000, 1));
        await app.PutAsync("jane.doe@example.com-empty.csv", string.Empty);
        await app.PutAsync("sales.csv", OfflineApp.Header, source: "jane.doe@example.com");
        await app.PutAsync("jane.doe@example.com-held.csv", OfflineApp.Header + app.Rows(7001, 1));
        await app.Lease("jane.doe@example.com-held.csv").AcquireAsync(TimeSpan.FromSeconds(60));

        await app.Push.RunAsync(null, default);

        Assert.Equal("completed", (await app.ReportAsync("jane.doe@example.com.csv")).GetProperty("status").GetString());
        var lines = app.PushLog.Entries().Select(entry => entry.Text).ToArray();
        Assert.Equal(5, lines.Count(line => line.Contains("(a name with an e-mail address, ", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains("jane.doe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_file_again_sends_nothing_new()
    {
        var source = OfflineApp.NewSource;
        var content = OfflineApp.Header + OfflineApp.Rows(source, 1000, 150);
        await using (var first = await OfflineApp.StartAsync(storage, source))
        {
            await first.PutAsync("a.csv", content);
            await first.Push.RunAsync(null, default);
        }

        await using var next = await OfflineApp.StartAsync(storage, source);
        await next.PutAsync("b.csv", content);
        await next.Push.RunAsync(null, default);

        AssertCounts(await next.ReportAsync("b.csv"), [150, 0, 150, 0, 0]);
        Assert.Empty(next.Queue.Sent);
    }

    [Fact]
    public async Task Another_file_of_the_same_name_keeps_the_older_one_and_its_report()
    {
        await using var app = await OfflineApp.StartAsync(storage);
        await app.PutAsync("daily.csv", OfflineApp.Header + app.Rows(2000, 2));
        await app.Push.RunAsync(null, default);
        await app.PutAsync("daily.csv", OfflineApp.Header + app.Rows(2000, 3));
        await app.Push.RunAsync(null, default);

        AssertCounts(await app.ReportAsync("daily.csv"), [3, 1, 2, 0, 0]);
        var blobs = await app.BlobsAsync();
        Assert.Equal(4, blobs.Count);
        Assert.Equal(2, blobs.Count(name => name.StartsWith($"processed/{app.Source}/daily.csv", StringComparison.Ordinal)));
        Assert.Equal(2, blobs.Count(name => name.StartsWith($"reports/{app.Source}/daily.csv", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", "empty_body")]
    [InlineData("PK\u0003\u0004nothing to read", "wrong_file_type")]
    [InlineData("foo,bar\n1,2\n", "columns_unknown")]
    [InlineData(OfflineApp.Header, "no_events")]
    public async Task A_file_that_cannot_be_read_is_reported_and_moved(string content, string code)
    {
        await using var app = await OfflineApp.StartAsync(storage);
        await app.PutAsync("bad.csv", content);

        await app.Push.RunAsync(null, default);

        var report = await app.ReportAsync("bad.csv");
        Assert.Equal("failed", report.GetProperty("status").GetString());
        Assert.Equal(code, report.GetProperty("reason").GetString());
        Assert.Equal(code, Assert.Single(report.GetProperty("problems").EnumerateArray()).GetProperty("code").GetString());
        Assert.Contains($"processed/{app.Source}/bad.csv", await app.BlobsAsync());
    }

    [Theory]
    [InlineData("nobody", "unknown_source")]
    [InlineData("shop", "not_a_file_source")]
    public async Task A_file_of_no_source_is_reported_and_moved(string source, string code)
    {
        await using var app = await OfflineApp.StartAsync(storage);
        var file = $"{Guid.NewGuid():N}.csv";
        await app.PutAsync(file, OfflineApp.Header + app.Rows(1, 1), source);

        await app.Push.RunAsync(null, default);

        Assert.Equal(code, (await app.ReportAsync(file, source)).GetProperty("reason").GetString());
        Assert.Contains($"processed/{source}/{file}", await app.BlobsAsync(source));
        Assert.DoesNotContain($"incoming/{source}/{file}", await app.BlobsAsync(source));
    }

    [Fact]
    public async Task A_file_that_another_instance_reads_is_left_alone()
    {
        await using var app = await OfflineApp.StartAsync(storage);
        await app.PutAsync("taken.csv", OfflineApp.Header + app.Rows(3000, 1));
        var lease = app.Lease("taken.csv");
        await lease.AcquireAsync(TimeSpan.FromSeconds(60));

        await app.Push.RunAsync(null, default);

        Assert.Equal([$"incoming/{app.Source}/taken.csv"], await app.BlobsAsync());
        await lease.ReleaseAsync();
        await app.Push.RunAsync(null, default);
        Assert.Equal("completed", (await app.ReportAsync("taken.csv")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_file_that_is_called_NDJSON_loses_its_broken_first_line_only()
    {
        await using var app = await OfflineApp.StartAsync(storage);
        await app.PutAsync("events.NDJSON", "\"event_id\":1}\n{\"event_id\":2}\n");

        await app.Push.RunAsync(null, default);

        var report = await app.ReportAsync("events.NDJSON");
        Assert.Equal("completed", report.GetProperty("status").GetString());
        Assert.Equal("malformed_json", report.GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task Nothing_personal_is_reported_or_logged()
    {
        await using var app = await OfflineApp.StartAsync(storage);
        const string Canary = "canary.jane@example.com";
        await app.PutAsync("canary.csv", "email,phone,event_time,value,currency,order_id\n"
            + $"{Canary},+14155552671,never,1,EUR,1\n{Canary},+14155552671,2026-01-01,ten,EUR,{Canary}\n\"{Canary},+14155552671,1\n{Canary}\n");

        await app.Push.RunAsync(null, default);

        var report = (await app.ReportAsync("canary.csv")).GetRawText();
        Assert.Equal(4, JsonDocument.Parse(report).RootElement.GetProperty("rejected").GetInt32());
        foreach (var text in app.PushLog.Entries().Select(entry => entry.Text).Append(report))
        {
            Assert.DoesNotContain("canary.jane", text, StringComparison.Ordinal);
            Assert.DoesNotContain("4155552671", text, StringComparison.Ordinal);
        }
    }
}
