using System.Text.Json.Serialization;

namespace SpotifyStandIn.Control;

internal sealed record ConnectionSettings
{
    public required IReadOnlyList<string> Tokens { get; init; }

    public bool? AllowAlias { get; init; }
}

internal sealed record ClientSettings
{
    public required IReadOnlyList<string> Secrets { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ConnectionSettings))]
[JsonSerializable(typeof(ClientSettings))]
internal sealed partial class ConnectionJson : JsonSerializerContext;
