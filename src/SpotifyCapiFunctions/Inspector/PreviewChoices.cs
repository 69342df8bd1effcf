using System.Text.Json.Serialization;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>The answer of <c>GET /api/preview</c>: what a body can be tried as.</summary>
internal sealed record PreviewChoices(
    IReadOnlyList<PreviewDestination> Destinations, string? DefaultDestination, IReadOnlyList<PreviewSource> Sources)
{
    public static PreviewChoices Of(AppSettings settings) => new(
        [.. settings.Destinations.Values.Select(one => new PreviewDestination(one.Name, one.Profile.ToString())).OrderBy(one => one.Name, StringComparer.Ordinal)],
        settings.FindDestination(null)?.Name,
        [.. settings.Sources.Values.Select(one => new PreviewSource(one.Name, one.Kind, one.Destination)).OrderBy(one => one.Name, StringComparer.Ordinal)]);
}

/// <summary>A configured destination.</summary>
internal sealed record PreviewDestination(string Name, string Profile);

/// <summary>A configured source, its kind, and the name of its destination.</summary>
internal sealed record PreviewSource(string Name, string Kind, string Destination);

/// <summary>Source-generated serialisation of the choices.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PreviewChoices))]
internal sealed partial class PreviewChoicesContext : JsonSerializerContext;
