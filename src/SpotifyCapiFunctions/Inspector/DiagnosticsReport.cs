using System.Collections.Frozen;
using System.Text.Json.Serialization;
using SpotifyCapi.Delivery;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>Compares, for every destination, what was sent with what Spotify says it has received.</summary>
public sealed class DiagnosticsReport(
    FrozenDictionary<string, Destination> destinations, RetryScheduleOptions retries, DiagnosticsClient client, TallyReader tallies)
{
    /// <summary>The views of <c>GET /api/diagnostics</c>.</summary>
    public const string SetupView = "setup";

    internal async Task<DiagnosticsJson> CreateAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (first, last) = (DateOnly.FromDateTime(from.UtcDateTime), DateOnly.FromDateTime(to.UtcDateTime));
        var asked = destinations.Values.OrderBy(destination => destination.Name, StringComparer.OrdinalIgnoreCase)
            .Select(destination => (Destination: destination, Answer: client.AskAsync(destination, cancellationToken))).ToArray();
        var sent = await tallies.ReadAsync(
            new DateTimeOffset(first, TimeOnly.MinValue, TimeSpan.Zero),
            new DateTimeOffset(last, new TimeOnly(23, 59), TimeSpan.Zero),
            retries.LongestLife,
            cancellationToken);
        var answers = new List<ComparedDestinationJson>(asked.Length);
        foreach (var (destination, asking) in asked)
        {
            var answer = await asking;
            answers.Add(new ComparedDestinationJson(
                destination.Name,
                destination.Ads?.DatasetId,
                answer.Status,
                DiagnosticsStatus.Explain(answer.Status),
                DiagnosticsComparison.Of(destination, sent, answer, first, last)));
        }

        return new DiagnosticsJson(first, last, answers);
    }
}

/// <summary>The answer of <c>GET /api/diagnostics</c> (docs/openapi.json).</summary>
internal sealed record DiagnosticsJson(DateOnly From, DateOnly To, IReadOnlyList<ComparedDestinationJson> Destinations);

internal sealed record ComparedDestinationJson(string Destination, string? DatasetId, string Status, string Message, IReadOnlyList<ComparedDay> Rows);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DiagnosticsJson))]
internal sealed partial class DiagnosticsJsonContext : JsonSerializerContext;
