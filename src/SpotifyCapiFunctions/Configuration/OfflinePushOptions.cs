using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>How files are taken in (<c>OfflinePush__…</c>).</summary>
public sealed record OfflinePushOptions
{
    /// <summary>Rows between two checkpoints: how many are sent again, with the same ids, after a crash. 100 to 1,000,000, default 20,000.</summary>
    public int CheckpointRows { get; init; } = 20_000;

    /// <summary>Queue messages under way at once, beyond which no row is read; 1 to 64, default 8.</summary>
    public int Window { get; init; } = 8;

    /// <summary>Messages in the queue from which the scheduled push waits for the delivery; default 10,000, some two million events.</summary>
    public int MaxQueueDepth { get; init; } = 10_000;

    /// <summary>
    /// Longest run of the scheduled push; what is left is read in the next one. With <see cref="Patience"/> and a minute for what is under way
    /// then, it must fit into the host's <c>functionTimeout</c>.
    /// </summary>
    public TimeSpan MaxRunTime { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>Uploads that one instance reads at once; 1 to 32, default 2.</summary>
    public int MaxUploads { get; init; } = 2;

    /// <summary>How long the queue may refuse before the scheduled push gives up until its next run.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the queue may refuse before the sender of an upload is told to resend it.</summary>
    public TimeSpan UploadPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When files are taken out of their container; null when the host sees no schedule.</summary>
    public string? Schedule { get; init; }

    /// <summary>Reads the options.</summary>
    public static OfflinePushOptions Read(SettingReader settings)
    {
        var defaults = new OfflinePushOptions();
        return new OfflinePushOptions
        {
            CheckpointRows = settings.Number("CheckpointRows", defaults.CheckpointRows, 100, 1_000_000),
            Window = settings.Number("Window", defaults.Window, 1, 64),
            MaxQueueDepth = settings.Number("MaxQueueDepth", defaults.MaxQueueDepth, 1, 10_000_000),
            MaxRunTime = settings.Duration("MaxRunTime", defaults.MaxRunTime, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            MaxUploads = settings.Number("MaxUploads", defaults.MaxUploads, 1, 32),
            Patience = settings.Duration("Patience", defaults.Patience, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30)),
            UploadPatience = settings.Duration("UploadPatience", defaults.UploadPatience, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(3)),
        };
    }
}
