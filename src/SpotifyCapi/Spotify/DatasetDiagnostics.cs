using System.Globalization;
using System.Text.Json;

namespace SpotifyCapi.Spotify;

/// <summary>One data source of a dataset and what Spotify received of it by day.</summary>
/// <param name="Type"><c>CAPI</c>, <c>PIXEL</c> or <c>MOBILE_APP</c>.</param>
/// <param name="Id">Its id: that of the connection or of its integration.</param>
/// <param name="Days">Counts.</param>
public sealed record DataSource(string Type, string? Id, IReadOnlyList<ReceivedByDay> Days);

/// <summary>
/// Reads the diagnostics of a dataset (Ads API v3, <c>DiagnosticsResponse</c>). By its schema times and counts are numbers of no stated unit;
/// samples elsewhere have text. All forms that can be told apart are read, and anything else makes the whole answer unreadable: half a
/// comparison would mislead.
/// </summary>
public static class DatasetDiagnostics
{
    private const string Capi = "CAPI";
    private const string Pixel = "PIXEL";

    // Seconds reach this in the year 5138, milliseconds had reached it in 1973.
    private const decimal FirstMilliseconds = 1e11m;
    private const decimal FirstMicroseconds = 1e14m;

    /// <summary>The data sources; null when the answer is not as documented.</summary>
    public static IReadOnlyList<DataSource>? Read(JsonElement json)
    {
        try
        {
            return
            [
                .. json.GetProperty("datasources").EnumerateArray()
                    .GroupBy(source => (Type: (source.TextOf("datasource_type") ?? Capi).ToUpperInvariant(), Id: source.TextOf("datasource_id")))
                    .Select(source => new DataSource(source.Key.Type, source.Key.Id, DaysOf([.. source]))),
            ];
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException or OverflowException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether the connection's integration must be known to tell its data source.</summary>
    public static bool NeedsIntegration(IReadOnlyList<DataSource> sources, string connectionId) =>
        Find(sources, connectionId) is null && sources.Count(IsCapi) > 1;

    /// <summary>
    /// The source of a connection: the one with its id or its integration's, otherwise the only one of the Conversions API; null when there is none.
    /// </summary>
    public static DataSource? Choose(IReadOnlyList<DataSource> sources, string connectionId, string? integrationId) =>
        Find(sources, connectionId) ?? Find(sources, integrationId) ?? (sources.Where(IsCapi).ToArray() is [var only] ? only : null);

    /// <summary>What all pixels of the dataset reported.</summary>
    public static IReadOnlyList<ReceivedByDay> OfPixels(IReadOnlyList<DataSource> sources) =>
        [.. sources.Where(source => source.Type == Pixel).SelectMany(source => source.Days)];

    private static DataSource? Find(IReadOnlyList<DataSource> sources, string? id) =>
        id is null ? null : sources.FirstOrDefault(source => IsCapi(source) && string.Equals(source.Id, id, StringComparison.OrdinalIgnoreCase));

    private static bool IsCapi(DataSource source) => source.Type == Capi;

    // Hours are what is left when a dataset tells no days; both together would count twice.
    private static ReceivedByDay[] DaysOf(JsonElement[] rows)
    {
        var daily = rows.Where(row => string.Equals(row.TextOf("granularity"), "DAILY", StringComparison.OrdinalIgnoreCase)).ToArray();
        return [.. (daily.Length > 0 ? daily : rows).SelectMany(row => List(row, "timeseries")).SelectMany(CountsOf)];
    }

    private static IEnumerable<ReceivedByDay> CountsOf(JsonElement span)
    {
        var day = DateOnly.FromDateTime(Moment(span.GetProperty("timestamp")).UtcDateTime);
        foreach (var count in List(span, "event_counts"))
        {
            if (Number(count.GetProperty("event_count")) is var number && number < 0)
                throw new FormatException();

            yield return new ReceivedByDay(day, count.TextOf("name") ?? throw new FormatException(), (long)Math.Round(number));
        }
    }

    private static DateTimeOffset Moment(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(
            value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var told))
        {
            return told;
        }

        var number = Number(value);
        try
        {
            return DateTimeOffset.FromUnixTimeMilliseconds((long)(number switch
            {
                < FirstMilliseconds => number * 1000,
                < FirstMicroseconds => number,
                _ => number / 1000,
            }));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new FormatException();
        }
    }

    private static decimal Number(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? decimal.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture)
        : value.GetDecimal();

    // No field is required by the schema.
    private static JsonElement.ArrayEnumerator List(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind != JsonValueKind.Null ? list.EnumerateArray() : default;
}

/// <summary>Reads what may be missing in an answer.</summary>
internal static class AnswerFields
{
    public static string? TextOf(this JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
