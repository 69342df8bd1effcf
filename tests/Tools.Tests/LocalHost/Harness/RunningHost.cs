using Azure.Storage.Queues;

namespace Tools.Tests.LocalHost.Harness;

/// <summary>A host that serves, with queues of its own.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private RunningHost(HostProcess process, HttpClient http, QueueClient work, QueueClient text, QueueClient bytes) =>
        (Process, Http, Work, Text, Bytes) = (process, http, work, text, bytes);

    public HostProcess Process { get; }

    public HttpClient Http { get; }

    public QueueClient Work { get; }

    public QueueClient Text { get; }

    public QueueClient Bytes { get; }

    public static async Task<RunningHost> StartAsync(Dictionary<string, string>? settings = null, string[]? arguments = null, QueueClient? work = null)
    {
        work ??= await Storage.QueueAsync();
        var (text, bytes) = (await Storage.QueueAsync(), await Storage.QueueAsync());
        var process = new HostProcess(
            new(settings ?? [])
            {
                ["AzureWebJobsStorage"] = await Storage.ConnectionStringAsync(),
                ["WorkQueue"] = work.Name,
                ["TextQueue"] = text.Name,
                ["BytesQueue"] = bytes.Name,
            },
            ["--app", HostProcess.App, "--port", "0", .. arguments ?? []]);
        return new(process, await process.HttpAsync(), work, text, bytes);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Process.DisposeAsync();
    }
}

/// <summary>The host of all tests that leave it as it was.</summary>
[CollectionDefinition(Name)]
public sealed class SharedHost : ICollectionFixture<SharedHost.Fixture>
{
    public const string Name = "shared host";

    public sealed class Fixture : IAsyncLifetime
    {
        internal RunningHost Host { get; private set; } = null!;

        public async Task InitializeAsync() => Host = await RunningHost.StartAsync(new()
        {
            ["Overridden"] = "environment",
            ["AzureWebJobs.EverySecond.Disabled"] = "false",
        });

        public Task DisposeAsync() => Host.DisposeAsync().AsTask();
    }
}
