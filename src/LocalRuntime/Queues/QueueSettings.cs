using LocalRuntime.Hosting;
using Microsoft.Extensions.Configuration;

namespace LocalRuntime.Queues;

/// <summary>host.json <c>extensions.queues</c> with the genuine defaults, but a polling interval for development.</summary>
internal sealed class QueueSettings
{
    private const string Section = AppSettings.HostJson + "extensions:queues:";
    private const int MaxBatchSize = 32;

    public QueueSettings(IConfiguration configuration)
    {
        BatchSize = configuration.Read(Section + "batchSize", 16);
        NewBatchThreshold = configuration.Read(Section + "newBatchThreshold", BatchSize / 2 * Environment.ProcessorCount);
        MaxDequeueCount = configuration.Read(Section + "maxDequeueCount", 5);
        VisibilityTimeout = configuration.Read(Section + "visibilityTimeout", TimeSpan.Zero);
        MaxPollingInterval = configuration.Read(Section + "maxPollingInterval", TimeSpan.FromSeconds(2));
        Base64 = (configuration[Section + "messageEncoding"] ?? "base64").ToUpperInvariant() switch
        {
            "BASE64" => true,
            "NONE" => false,
            _ => throw new StartFailedException("host.json: extensions.queues.messageEncoding must be base64 or none."),
        };
        Lease = TimeSpan.FromSeconds(configuration.Read("LocalRuntime:LeaseSeconds", 600));
        Require(BatchSize is >= 1 and <= MaxBatchSize, "batchSize must be from 1 to 32");
        Require(NewBatchThreshold >= 0, "newBatchThreshold must not be negative");
        Require(MaxDequeueCount >= 1, "maxDequeueCount must be at least 1");
        Require(VisibilityTimeout >= TimeSpan.Zero, "visibilityTimeout must not be negative");
        Require(MaxPollingInterval >= ShortestPause, "maxPollingInterval must be at least 100 ms");
        Require(Lease >= TimeSpan.FromSeconds(1), "the lease (LocalRuntime:LeaseSeconds) must be at least one second");
    }

    /// <summary>The first pause after an empty receive; it doubles up to <see cref="MaxPollingInterval"/>.</summary>
    public static TimeSpan ShortestPause { get; } = TimeSpan.FromMilliseconds(100);

    public int BatchSize { get; }

    public int NewBatchThreshold { get; }

    public int MaxDequeueCount { get; }

    public TimeSpan VisibilityTimeout { get; }

    public TimeSpan MaxPollingInterval { get; }

    public bool Base64 { get; }

    /// <summary>How long a received message stays hidden; renewed at half time while its function runs.</summary>
    public TimeSpan Lease { get; }

    private static void Require(bool condition, string rule)
    {
        if (!condition)
            throw new StartFailedException($"host.json: extensions.queues: {rule}.");
    }
}
