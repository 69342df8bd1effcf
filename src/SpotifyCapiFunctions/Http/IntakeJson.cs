using System.Text.Json.Serialization;
using SpotifyCapi.Codes;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Http;

/// <summary>The answer to events (docs/openapi.json).</summary>
internal sealed record IntakeJson(int Accepted, int Duplicates, int Ignored, int Rejected, IReadOnlyList<IntakeResultJson> Results)
{
    public static IntakeJson Of(IntakeReport report) => new(
        report.Count(IntakeStatus.Accepted),
        report.Count(IntakeStatus.Duplicate),
        report.Count(IntakeStatus.Ignored),
        report.Count(IntakeStatus.Rejected),
        [.. report.Results.Select(IntakeResultJson.Of)]);
}

/// <summary>One event of the answer.</summary>
internal sealed record IntakeResultJson(
    int Index, string? EventId, string Status, string? Reason, IReadOnlyList<ValidationError>? Errors, IReadOnlyList<DroppedField>? Dropped)
{
    public static IntakeResultJson Of(IntakeResult result) => new(
        result.Index, EventIdOf(result), Name(result.Status), result.Reason, result.Errors, result.Dropped);

    // An id that holds an e-mail address is not repeated, whatever the event was refused or passed over for.
    private static string? EventIdOf(IntakeResult result) =>
        result.Errors?.Any(error => error.Code == ErrorCodes.EventIdIsPersonal) == true ? null : SenderText.Id(result.EventId);

    private static string Name(IntakeStatus status) => status switch
    {
        IntakeStatus.Accepted => IngestStatus.Accepted,
        IntakeStatus.Duplicate => IngestStatus.Duplicate,
        IntakeStatus.Ignored => IngestStatus.Ignored,
        _ => IngestStatus.Rejected,
    };
}

/// <summary>Source-generated serialisation of answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IntakeJson))]
internal sealed partial class IntakeJsonContext : JsonSerializerContext;
