using EndToEnd.Tests.OfflineFiles;
using Testing.Harness;

namespace EndToEnd.Tests.Offline;

/// <summary>What a person sees who calls <c>./run push</c>; how it behaves when something breaks stands in Tools.Tests.</summary>
[Collection(OfflineScenario.Name)]
public sealed class PushCommandTests(OfflineScenario.Fixture fixture) : IDisposable
{
    private readonly Scenario scenario = fixture.Scenario;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("push-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("http")]
    [InlineData("container")]
    public async Task File_with_broken_rows_is_pushed_and_its_report_printed(string via)
    {
        var (file, expected) = await FileAsync(2_000, "push-" + via);

        var result = await RunPush.RunAsync(scenario, file, "--source", "store", "--via", via);

        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Equal((expected.Rows, expected.Accepted, expected.Duplicates, expected.Rejected), (result.Count("read"), result.Count("accepted"), result.Count("duplicate"), result.Count("rejected")));
        Assert.All(expected.Codes, code => Assert.Equal(code.Value, result.Count(code.Key)));
        Assert.DoesNotContain('\u001b', result.Output + result.Errors);
        scenario.Accounting.Promise(expected.AcceptedIds);
        await scenario.DeliveredAsync(expected.AcceptedIds);
    }

    [Fact]
    public async Task Good_file_ends_with_zero_and_so_does_a_second_push()
    {
        var path = Path.Combine(folder.FullName, "good.csv");
        await File.WriteAllTextAsync(path, "order_id,event_time,email,value,currency\npush-good-1,2026-01-23T12:34:56Z,jane.doe@example.com,49.99,USD\n");

        var first = await RunPush.RunAsync(scenario, path, "--source", "store");
        var second = await RunPush.RunAsync(scenario, path, "--source", "store");

        Assert.Equal((0, 1L), (first.ExitCode, first.Count("accepted")));
        Assert.Equal((0, 1L), (second.ExitCode, second.Count("duplicate")));
        scenario.Accounting.Promise("order-push-good-1");
        await scenario.DeliveredAsync("order-push-good-1");
    }

    [Fact]
    public async Task File_that_is_none_ends_with_one_and_the_reason()
    {
        var path = Path.Combine(folder.FullName, "prose.csv");
        await File.WriteAllTextAsync(path, "Dear all,\nplease find the sales attached.\n");

        var result = await RunPush.RunAsync(scenario, path, "--source", "store");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("columns_unknown", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_source_ends_with_one_and_the_reason()
    {
        var (file, _) = await FileAsync(10, "unknown");

        foreach (var via in (string[])["http", "container"])
        {
            var result = await RunPush.RunAsync(scenario, file, "--source", "nobody", "--via", via);

            Assert.Equal(1, result.ExitCode);
            Assert.Contains("unknown_source", result.Errors, StringComparison.Ordinal);
        }

        // Not one byte of it went out.
        Assert.Empty(await new FilePusher(scenario).BlobsAsync("processed/nobody/unknown"));
        Assert.Empty(await new FilePusher(scenario).BlobsAsync("incoming/nobody/unknown"));
    }

    private async Task<(string Path, SalesTotals Expected)> FileAsync(int rows, string prefix)
    {
        var path = Path.Combine(folder.FullName, $"{prefix}.csv");
        await using var stream = File.Create(path);
        return (path, await new SalesFile(rows, Seed: 4, OfflineSize.Yesterday) { Prefix = prefix }.WriteAsync(stream));
    }
}
