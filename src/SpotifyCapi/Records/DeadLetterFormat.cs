using System.Text.Json;
using System.Text.Json.Serialization;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Queueing;

namespace SpotifyCapi.Records;

/// <summary>The stored form of a dead letter: readable around the event, and the event as the queue writes it, in digests.</summary>
public static class DeadLetterFormat
{
    /// <summary>Writes a dead letter.</summary>
    /// <param name="letter">The dead letter.</param>
    public static byte[] Write(DeadLetter letter) => JsonSerializer.SerializeToUtf8Bytes(
        new DeadLetterJson
        {
            Destination = letter.Destination,
            Source = letter.Source,
            Reason = letter.Reason,
            Attempts = letter.Attempts,
            FirstQueued = letter.FirstQueued,
            DiedAt = letter.DiedAt,
            Status = letter.Status,
            Message = letter.Message,
            TraceId = letter.TraceId,
            Event = new(new AcceptedEvent(letter.Event.Facts, IdentifierSet.Of(letter.Event.Identifiers))),
        },
        DeadLetterJsonContext.Default.DeadLetterJson);

    /// <summary>Reads a dead letter.</summary>
    /// <param name="utf8">What <see cref="Write"/> wrote.</param>
    /// <returns>Null when it is none.</returns>
    public static DeadLetter? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            if (JsonSerializer.Deserialize(utf8, DeadLetterJsonContext.Default.DeadLetterJson) is not { Event.Event: { } @event } json)
                return null;

            return new DeadLetter(
                HashedEvent.Of(@event, default), json.Destination, json.Source, json.Reason, json.Attempts, json.FirstQueued, json.DiedAt, json.Status,
                json.Message, json.TraceId);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentOutOfRangeException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>The JSON of a dead letter.</summary>
internal sealed class DeadLetterJson
{
    public required string Destination { get; init; }

    public required string Source { get; init; }

    public required string Reason { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset FirstQueued { get; init; }

    public DateTimeOffset DiedAt { get; init; }

    public int? Status { get; init; }

    public string? Message { get; init; }

    public string? TraceId { get; init; }

    public required StoredEvent Event { get; init; }
}

/// <summary>Source-generated serialisation of dead letters.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeadLetterJson))]
internal sealed partial class DeadLetterJsonContext : JsonSerializerContext;
