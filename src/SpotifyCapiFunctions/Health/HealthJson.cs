using System.Text.Json.Serialization;

namespace SpotifyCapiFunctions.Health;

/// <summary>The answer of <c>GET /api/health</c>.</summary>
internal sealed record HealthJson(
    string Status, IReadOnlyList<HealthCheckJson> Checks, IReadOnlyList<string> Failing, string Version, string Configuration);

/// <summary>One check.</summary>
internal sealed record HealthCheckJson(string Name, string Status);

/// <summary>Source-generated serialisation of the health answer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HealthJson))]
internal sealed partial class HealthJsonContext : JsonSerializerContext;
