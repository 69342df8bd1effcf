using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>Limits of what is taken in (<c>Ingest__…</c>).</summary>
public sealed record IngestOptions
{
    /// <summary>Events in one request to <c>POST /api/events</c>; 1 to 10,000, default 1,000.</summary>
    public int MaxEvents { get; init; } = 1000;

    /// <summary>Bytes of one request body; default 1 MiB.</summary>
    public int MaxBytes { get; init; } = 1024 * 1024;

    /// <summary>Longest wait for the queue before the sender is told to come back; Shopify hangs up after 5 seconds.</summary>
    public TimeSpan EnqueueTimeout { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>Destination of events that name none; needed only when there are several.</summary>
    public string? Destination { get; init; }

    /// <summary>Reads the options.</summary>
    /// <param name="settings">The section <c>Ingest</c>.</param>
    public static IngestOptions Read(SettingReader settings)
    {
        var defaults = new IngestOptions();
        return new IngestOptions
        {
            MaxEvents = settings.Number("MaxEvents", defaults.MaxEvents, 1, 10_000),
            MaxBytes = settings.Number("MaxBytes", defaults.MaxBytes, 1024, 25 * 1024 * 1024),
            EnqueueTimeout = settings.Duration("EnqueueTimeout", defaults.EnqueueTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60)),
            Destination = settings.Text("Destination"),
        };
    }
}
