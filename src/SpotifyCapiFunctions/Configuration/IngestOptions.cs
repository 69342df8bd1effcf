using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>Limits of what is taken in (<c>Ingest__…</c>).</summary>
public sealed record IngestOptions
{
    /// <summary>The most that any of the limits of a body can be set to.</summary>
    public const int LargestBody = 25 * 1024 * 1024;

    /// <summary>Events in one request to <c>POST /api/events</c>; 1 to 10,000, default 1,000.</summary>
    public int MaxEvents { get; init; } = 1000;

    /// <summary>Bytes of one request body of canonical events; 1 KiB to 25 MiB, default 1 MiB: who sends them can send fewer in one request.</summary>
    public int MaxBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// Bytes of one webhook; 1 KiB to 25 MiB, default 8 MiB: a platform can send an order no smaller than it is. Shopify's webhooks can be upwards of
    /// a megabyte, and no limit is documented.
    /// </summary>
    public int MaxWebhookBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>
    /// Bytes of request bodies that an instance holds at once; 25 MiB to 1 GiB, default 64 MiB: a thirtieth of an instance's memory, and thousands of
    /// ordinary webhooks. Beyond it a request is answered with 503 before it is read on.
    /// </summary>
    public int MaxBytesInFlight { get; init; } = 64 * 1024 * 1024;

    /// <summary>Longest wait for the queue before the sender is told to resend; Shopify hangs up after 5 seconds.</summary>
    public TimeSpan EnqueueTimeout { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>Destination of events that name none; needed only when there are several.</summary>
    public string? Destination { get; init; }

    /// <summary>
    /// How long a request waits at most for others to share its queue message, and only while another message is on its way; 0 turns sharing
    /// off. Default 20 milliseconds: a storage account answers sooner, so that it is the end of the message before that sends the next one.
    /// </summary>
    public TimeSpan GroupWindow { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Bytes of a shared queue message; 1,024 to 49,152, the default.</summary>
    public int GroupBytes { get; init; } = QueueEnvelope.MaxBytes;

    /// <summary>Events in a second that get a line of their own in the inspector, in the long run; 0 to 10,000, default 100. All are counted.</summary>
    public int ListedEventsPerSecond { get; init; } = 100;

    /// <summary>Which events of <c>POST /api/events</c> count, and for how much.</summary>
    public SourceRules Rules { get; init; } = SourceRules.None;

    /// <summary>Reads the options.</summary>
    public static IngestOptions Read(SettingReader settings)
    {
        var defaults = new IngestOptions();
        return new IngestOptions
        {
            MaxEvents = settings.Number("MaxEvents", defaults.MaxEvents, 1, 10_000),
            MaxBytes = settings.Number("MaxBytes", defaults.MaxBytes, 1024, LargestBody),
            MaxWebhookBytes = settings.Number("MaxWebhookBytes", defaults.MaxWebhookBytes, 1024, LargestBody),
            MaxBytesInFlight = settings.Number("MaxBytesInFlight", defaults.MaxBytesInFlight, LargestBody, 1024 * 1024 * 1024),
            EnqueueTimeout = settings.Duration("EnqueueTimeout", defaults.EnqueueTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60)),
            Destination = settings.Text("Destination"),
            GroupWindow = settings.Duration("GroupWindow", defaults.GroupWindow, TimeSpan.Zero, TimeSpan.FromSeconds(1)),
            GroupBytes = settings.Number("GroupBytes", defaults.GroupBytes, 1024, QueueEnvelope.MaxBytes),
            ListedEventsPerSecond = settings.Number("ListedEventsPerSecond", defaults.ListedEventsPerSecond, 0, 10_000),
            Rules = SourceRules.Read(settings),
        };
    }
}

/// <summary>How duplicates are recognised (<c>Duplicates__…</c>).</summary>
public sealed record DuplicateOptions
{
    /// <summary>How long an event is remembered; 0 turns the filter off. Shopify retries for 4 hours and may be a day late.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(48);

    /// <summary>Most keys remembered in memory, about 21 bytes each; beyond it the oldest hour goes as a whole, and with it a file of that hour.</summary>
    public int MaxKeys { get; init; } = 2_500_000;

    /// <summary>Reads the options.</summary>
    public static DuplicateOptions Read(SettingReader settings)
    {
        var defaults = new DuplicateOptions();
        return new DuplicateOptions
        {
            Window = settings.Duration("Window", defaults.Window, TimeSpan.Zero, TimeSpan.FromDays(7)),
            MaxKeys = settings.Number("MaxKeys", defaults.MaxKeys, 1000, 20_000_000),
        };
    }
}
