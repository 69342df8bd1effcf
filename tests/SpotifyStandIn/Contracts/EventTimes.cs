using System.Globalization;
using System.Text.Json;

namespace SpotifyStandIn.Contracts;

/// <summary>The three spellings of an event's time. All are UTC and must be in the past.</summary>
internal static class EventTimes
{
    private const string InTheFuture = "must be in the past";
    private static readonly string[] Iso8601 =
        ["yyyy-MM-dd'T'HH:mm:ss'Z'", .. Enumerable.Range(1, 7).Select(digits => $"yyyy-MM-dd'T'HH:mm:ss.{new string('f', digits)}'Z'")];
    private static readonly FieldSet TimestampFields = new("seconds");

    /// <summary>Exactly milliseconds, as in Spotify's guide.</summary>
    public static void CheckMilliseconds(JsonElement value, DateTimeOffset latest, FieldPath at, ProblemList problems) =>
        CheckText(value, ["yyyy-MM-dd'T'HH:mm:ss.fff'Z'"], "must be a string such as 2026-01-23T12:34:56.000Z", latest, at, problems);

    /// <summary>Any ISO 8601 time in UTC down to the second, as in TrackLayer's guide.</summary>
    public static void CheckIso8601(JsonElement value, DateTimeOffset latest, FieldPath at, ProblemList problems) =>
        CheckText(value, Iso8601, "must be a string such as 2026-04-24T10:15:00Z", latest, at, problems);

    /// <summary>An object with whole seconds since 1970, as in Datafly's guide.</summary>
    public static void CheckSeconds(JsonElement value, DateTimeOffset latest, FieldPath at, ProblemList problems)
    {
        if (!TimestampFields.TryRead(value, at, problems, out var fields))
            return;
        if (fields[0].ValueKind != JsonValueKind.Number || !fields[0].TryGetInt64(out var seconds) || seconds <= 0)
            problems.Add(at.Child("seconds"), "must be a whole number of seconds since 1970");
        else if (seconds > latest.ToUnixTimeSeconds())
            problems.Add(at.Child("seconds"), InTheFuture);
    }

    private static void CheckText(
        JsonElement value, string[] formats, string rule, DateTimeOffset latest, FieldPath at, ProblemList problems)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
            problems.Add(at, "is required");
        else if (value.ValueKind != JsonValueKind.String || !TryParse(value.GetString()!, formats, out var time))
            problems.Add(at, rule);
        else if (time > latest)
            problems.Add(at, InTheFuture);
    }

    private static bool TryParse(string text, string[] formats, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
}
