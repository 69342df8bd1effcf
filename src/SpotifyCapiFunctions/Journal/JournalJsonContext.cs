using System.Text.Json.Serialization;
using SpotifyCapi.Journal;

namespace SpotifyCapiFunctions.Journal;

/// <summary>Source-generated serialisation of the journal and of the answers about it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(DeliveriesJson))]
[JsonSerializable(typeof(DeliveryJson))]
internal sealed partial class JournalJsonContext : JsonSerializerContext;

/// <summary>A page of <c>GET /api/deliveries</c>, latest first.</summary>
internal sealed record DeliveriesJson(IReadOnlyList<JournalEntry> Deliveries, string? Next);

/// <summary>The answer of <c>GET /api/deliveries/{eventId}</c>: the event's last state and every entry about it, oldest first.</summary>
internal sealed record DeliveryJson(string EventId, string Outcome, string? Reason, int Attempts, IReadOnlyList<JournalEntry> Entries);
