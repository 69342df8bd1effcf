using SpotifyStandIn.Connections;

namespace SpotifyStandIn;

/// <summary>What the stand-in knows, how strict it is and how much it remembers.</summary>
public sealed record StandInOptions
{
    /// <summary>The loopback port; 0 takes any free one.</summary>
    public int Port { get; init; }

    public IReadOnlyList<StandInConnection> Connections { get; init; } = [];

    public IReadOnlyList<PartnerClient> PartnerClients { get; init; } = [];

    public IReadOnlyList<PartnerConversion> PartnerConversions { get; init; } = [];

    /// <summary>What <c>expires_in</c> promises, and when an issued token stops working.</summary>
    public TimeSpan PartnerTokenLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Bearer token for the diagnostics; without one they are open.</summary>
    public string? DiagnosticsToken { get; init; }

    /// <summary>Spotify publishes no limit; 1,000 is what comparable conversions APIs take.</summary>
    public int MaxEventsPerRequest { get; init; } = 1_000;

    public int MaxBodyBytes { get; init; } = 1 << 20;

    /// <summary>How far ahead an event may lie and still count as past: rounding of clocks, 0 to 2 seconds.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Accepts the SHA-256 of nothing as an identifier. Spotify's published example uses that digest as a sample value, so only under this
    /// option does the example pass to the letter. A sender that emits it has hashed an empty field, hence off by default.
    /// </summary>
    public bool AllowEmptyDigest { get; init; }

    /// <summary>Bodies of the last so many requests are kept; ids and digests are kept for all.</summary>
    public int KeptBodies { get; init; } = 1_000;

    public long KeptBodyBytes { get; init; } = 64L << 20;

    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Values for a demonstration on one's own machine. None is a secret of any real account.</summary>
    public static StandInOptions Demo { get; } = new()
    {
        Connections = [new StandInConnection(new Guid("11111111-1111-4111-8111-111111111111"), ["demo-capi-token"])],
        PartnerClients = [new PartnerClient("demo-client", ["demo-client-secret"])],
        PartnerConversions = [new PartnerConversion("987654321", "123456789")],
    };

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ClockTolerance, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ClockTolerance, TimeSpan.FromSeconds(2));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxEventsPerRequest, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBodyBytes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(KeptBodies);
        ArgumentOutOfRangeException.ThrowIfNegative(KeptBodyBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(PartnerTokenLifetime, TimeSpan.FromSeconds(1));
    }
}
