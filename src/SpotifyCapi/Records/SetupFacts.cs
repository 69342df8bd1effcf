using System.Text.Json;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Records;

/// <summary>How a check of a destination's setup ended: stable words.</summary>
public static class CheckStatus
{
    /// <summary>As it should be.</summary>
    public const string Ok = "ok";

    /// <summary>It works, and something costs matches or comparisons.</summary>
    public const string Warn = "warn";

    /// <summary>Conversions do not count until it is corrected.</summary>
    public const string Fail = "fail";

    /// <summary>It cannot be told.</summary>
    public const string Unknown = "unknown";

    /// <summary>0 for what must be done first.</summary>
    public static int Urgency(string status) => status switch { Fail => 0, Warn => 1, Unknown => 2, _ => 3 };
}

/// <summary>One check of a destination's setup.</summary>
/// <param name="Name">Stable name, such as <c>dataset_routing</c>.</param>
/// <param name="Status">One of <see cref="CheckStatus"/>.</param>
/// <param name="Message">What was found, one sentence.</param>
/// <param name="Remedy">What to do; null when there is nothing to do.</param>
/// <param name="Because">The check whose outcome keeps this one from being made; null when it was made.</param>
public sealed record SetupCheck(string Name, string Status, string Message, string? Remedy = null, string? Because = null);

/// <summary>What is known about a destination when its setup is checked.</summary>
public sealed record SetupFacts
{
    /// <summary>The destination.</summary>
    public required Destination Destination { get; init; }

    /// <summary>The moment of the check.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether the secret with the token could be read.</summary>
    public required bool HasToken { get; init; }

    /// <summary>The <c>token_id</c> that the token's payload names, which is no secret; null when there is none.</summary>
    public string? TokenId { get; init; }

    /// <summary>Why the destination is paused or its breaker is open; null when it is not.</summary>
    public string? BlockedBy { get; init; }

    /// <summary>The connection as the Ads API describes it.</summary>
    public required AdsAnswer Connection { get; init; }

    /// <summary>The dataset as the Ads API describes it.</summary>
    public required AdsAnswer Dataset { get; init; }

    /// <summary>What Spotify received.</summary>
    public required DiagnosticsAnswer Received { get; init; }

    /// <summary>What was sent and received by day over the last week.</summary>
    public required IReadOnlyList<ComparedDay> Days { get; init; }

    /// <summary>Counts of the last 24 hours, of all sources.</summary>
    public required Figures LastDay { get; init; }

    /// <summary>Counts of the last 7 days, of all sources.</summary>
    public required Figures LastWeek { get; init; }

    /// <summary>When Spotify last took an event; null when it has not in the last week.</summary>
    public DateTimeOffset? LastSent { get; init; }

    /// <summary>Spotify's own figures lag by some 20 minutes (its measurement guide).</summary>
    public bool HasSettled => LastSent is { } last && Now - last > TimeSpan.FromMinutes(20);

    /// <summary>Reads the <c>token_id</c> of a CAPI token: a JWT whose payload holds nothing else (Ads API v3, schema <c>CapiAuthToken</c>).</summary>
    public static string? TokenIdOf(string token)
    {
        try
        {
            return token.Split('.') is [_, var payload, _]
                && payload.Replace('-', '+').Replace('_', '/').PadRight((payload.Length + 3) / 4 * 4, '=') is var base64
                && JsonElement.Parse(Convert.FromBase64String(base64)) is var json
                && json.TextOf("token_id") is { Length: <= 64 } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
                ? id
                : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
