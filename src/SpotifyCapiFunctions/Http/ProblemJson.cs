using System.Text.Json.Serialization;
using SpotifyCapi.Codes;

namespace SpotifyCapiFunctions.Http;

/// <summary>A problem as RFC 9457 writes it, with our errors.</summary>
internal sealed record ProblemJson(
    string Type, string Title, int Status, string? Detail, IReadOnlyList<ValidationError>? Errors, IReadOnlyList<IntakeResultJson>? Results = null);

/// <summary>Source-generated serialisation of problems.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProblemJson))]
internal sealed partial class ProblemJsonContext : JsonSerializerContext;
