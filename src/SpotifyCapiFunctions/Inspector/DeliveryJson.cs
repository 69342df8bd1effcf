using System.Text.Json.Serialization;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>The answer of <c>GET /api/deliveries/{eventId}</c>: the event's last state, its way, its arrivals and every entry about it, oldest first.</summary>
internal sealed record DeliveryJson(
    string EventId,
    string Outcome,
    string? Reason,
    int Attempts,
    IReadOnlyList<TraceStep> Steps,
    IReadOnlyList<ReceivedJson> Received,
    IReadOnlyList<JournalEntry> Entries,
    DeadLetterLinkJson? DeadLetter);

/// <summary>Source-generated serialisation of the answer about one event.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeliveryJson))]
internal sealed partial class DeliveryJsonContext : JsonSerializerContext;
