using LocalRuntime.Tests.Hosting;

namespace LocalRuntime.Tests.Queues;

/// <summary>What becomes of a message when the process that holds it ends.</summary>
public sealed class CrashTests(AzuriteCollection.Storage storage) : QueueTest(storage), IDisposable
{
    private readonly string workLog = Path.GetTempFileName();

    [Fact]
    public async Task ProcessKilledInTheMiddle_LosesNothing()
    {
        await SendAsync("60000");
        await using (var killed = Start())
        {
            await LogAsync("began 1");
            killed.Kill();
            await killed.ExitCodeAsync();
        }

        Assert.Equal(1, (await Queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        await using var restarted = Start();
        await LogAsync("began 1", "began 2");
    }

    [Fact]
    public async Task SigTerm_LetsTheRunningMessageFinishAndTakesNoOther()
    {
        await SendAsync("3000");
        await using var app = Start();
        await LogAsync("began 1");
        await app.TerminateAsync();
        await Eventually.TrueAsync(
            () => app.Errors.Any(line => line.Contains("shutting down", StringComparison.Ordinal)), "the shutdown begins");
        await SendAsync("1");

        Assert.Equal(0, await app.ExitCodeAsync());
        await LogAsync("began 1", "ended 1");
        var left = Assert.Single((await Queue.PeekMessagesAsync(32)).Value);
        Assert.Equal(Encoded("1"), left.Body.ToString());
    }

    public void Dispose() => File.Delete(workLog);

    private AppProcess Start() => new(
        ["--port", "0", "--LocalRuntime:LeaseSeconds=4"],
        new() { ["AzureWebJobsStorage"] = Storage.ConnectionString, ["WorkQueue"] = Queue.Name, ["WorkLog"] = workLog });

    private Task LogAsync(params string[] lines) => Eventually.TrueAsync(
        async () => (await File.ReadAllLinesAsync(workLog)).SequenceEqual(lines), string.Join(", ", lines));
}
