using System.Text.Json.Serialization;

namespace SpotifyCapiFunctions.Observability;

/// <summary>The answer of <c>GET /api/health</c>.</summary>
internal sealed record HealthJson(
    string Status, IReadOnlyList<HealthCheckJson> Checks, IReadOnlyList<string> Failing, string Version, string Configuration);

/// <summary>One check.</summary>
/// <param name="Name">What is checked.</param>
/// <param name="Status">ok, failing or degraded.</param>
/// <param name="States">Of the destinations: each state that is not ok, once, and no name, since anybody may ask.</param>
/// <param name="Details">Of the functions: what the host does not run, and what to do, a sentence each.</param>
internal sealed record HealthCheckJson(string Name, string Status, IReadOnlyList<string>? States = null, IReadOnlyList<string>? Details = null);

/// <summary>Source-generated serialisation of the health answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthJson))]
internal sealed partial class HealthJsonContext : JsonSerializerContext;
