namespace LocalRuntime.Queues;

/// <summary>host.json <c>extensions.queues</c> with the genuine defaults, but a polling interval for development.</summary>
/// <param name="BatchSize">Messages of one receive.</param>
/// <param name="NewBatchThreshold">So few messages are still in work when the next batch is received.</param>
/// <param name="MaxDequeueCount">Tries before poison.</param>
/// <param name="VisibilityTimeout">How long a message stays hidden after a failure.</param>
/// <param name="MaxPollingInterval">The longest pause between empty receives.</param>
/// <param name="Base64">Whether bodies are Base64.</param>
/// <param name="Lease">How long a received message stays hidden; renewed at half time while its function runs.</param>
internal sealed record QueueSettings(
    int BatchSize,
    int NewBatchThreshold,
    long MaxDequeueCount,
    TimeSpan VisibilityTimeout,
    TimeSpan MaxPollingInterval,
    bool Base64,
    TimeSpan Lease)
{
    /// <summary>The first pause after an empty receive; it doubles up to <see cref="MaxPollingInterval"/>.</summary>
    public static TimeSpan ShortestPause { get; } = TimeSpan.FromMilliseconds(100);

    public static QueueSettings From(IConfiguration configuration)
    {
        const string section = AppSettings.HostJson + "extensions:queues:";
        var batchSize = Read(section + "batchSize", 16, 1, 32);
        return new(
            batchSize,
            Read(section + "newBatchThreshold", batchSize / 2 * Environment.ProcessorCount, 0, 1000),
            Read(section + "maxDequeueCount", 5, 1, int.MaxValue),
            Read(section + "visibilityTimeout", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromDays(7)),
            Read(section + "maxPollingInterval", TimeSpan.FromSeconds(2), ShortestPause, TimeSpan.FromDays(1)),
            (configuration[section + "messageEncoding"] ?? "base64").ToUpperInvariant() switch
            {
                "BASE64" => true,
                "NONE" => false,
                _ => throw new StartFailedException($"{section}messageEncoding must be base64 or none."),
            },
            TimeSpan.FromSeconds(Read("LocalRuntime:LeaseSeconds", 600, 1, 604_800)));

        T Read<T>(string setting, T fallback, T min, T max) where T : IParsable<T>, IComparable<T> =>
            configuration.Read(setting, fallback) is var value && value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0
                ? value
                : throw new StartFailedException($"{setting} must be from {min} to {max}.");
    }
}
