using System.Text.Json.Serialization;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Records;

/// <summary>Source-generated serialisation of the journal and of the answers about it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(DeliveriesJson))]
internal sealed partial class JournalJsonContext : JsonSerializerContext;

/// <summary>A page of <c>GET /api/deliveries</c>, latest first.</summary>
internal sealed record DeliveriesJson(IReadOnlyList<JournalEntry> Deliveries, string? Next);
