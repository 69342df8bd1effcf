namespace LocalRuntime.Queues;

/// <summary>host.json <c>extensions.queues</c> with the genuine defaults, but a polling interval for development.</summary>
internal sealed record QueueSettings(int BatchSize, int NewBatchThreshold, int MaxDequeueCount,
    TimeSpan VisibilityTimeout, TimeSpan MaxPollingInterval, bool Base64, TimeSpan Lease)
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);

    public static QueueSettings From(IConfiguration configuration)
    {
        const string section = AppSettings.HostJson + "extensions:queues:";
        var batchSize = Read(section + "batchSize", 16, 1, 32);
        return new(
            batchSize,
            Read(section + "newBatchThreshold", batchSize / 2 * Environment.ProcessorCount, 0, int.MaxValue),
            Read(section + "maxDequeueCount", 5, 1, int.MaxValue),
            Read(section + "visibilityTimeout", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromDays(7)),
            Read(section + "maxPollingInterval", TimeSpan.FromSeconds(2), ShortestPause, TimeSpan.FromDays(1)),
            (configuration[section + "messageEncoding"] ?? "base64") switch
            {
                "base64" => true,
                "none" => false,
                _ => throw new StartFailedException($"{section}messageEncoding must be base64 or none."),
            },
            TimeSpan.FromSeconds(Read("LocalRuntime:LeaseSeconds", 600, 1, 604_800)));

        T Read<T>(string setting, T fallback, T min, T max) where T : IParsable<T>, IComparable<T> =>
            configuration.Read(setting, fallback) is var value && value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0
                ? value
                : throw new StartFailedException($"{setting} must be from {min} to {max}.");
    }

    /// <summary>The pause after one more empty receive.</summary>
    public TimeSpan PauseAfter(TimeSpan pause) =>
        pause == TimeSpan.Zero ? ShortestPause : pause * 2 < MaxPollingInterval ? pause * 2 : MaxPollingInterval;
}
