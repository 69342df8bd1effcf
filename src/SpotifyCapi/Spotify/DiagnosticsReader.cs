using System.Globalization;
using System.Text.Json;

namespace SpotifyCapi.Spotify;

/// <summary>Reads Spotify's diagnostics. What is not as documented makes the whole unreadable: half a comparison would mislead.</summary>
internal static class DiagnosticsReader
{
    /// <summary>Reads an answer.</summary>
    /// <param name="json">Its body.</param>
    /// <param name="connectionId">The connection whose counts are wanted.</param>
    /// <returns>Null when it is not what is documented.</returns>
    public static IReadOnlyList<ReceivedByDay>? Read(JsonElement json, string connectionId)
    {
        try
        {
            var days = new List<ReceivedByDay>();
            foreach (var source in json.GetProperty("datasources").EnumerateArray())
            {
                if (source.GetProperty("granularity").GetString() != "DAILY"
                    || !string.Equals(source.GetProperty("datasource_id").GetString(), connectionId, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                foreach (var span in source.GetProperty("timeseries").EnumerateArray())
                {
                    var at = DateTimeOffset.Parse(span.GetProperty("timestamp").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
                    foreach (var count in span.GetProperty("event_counts").EnumerateArray())
                    {
                        days.Add(new ReceivedByDay(
                            DateOnly.FromDateTime(at.UtcDateTime), count.GetProperty("name").GetString()!, count.GetProperty("event_count").GetInt64()));
                    }
                }
            }

            return days;
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            return null;
        }
    }
}
