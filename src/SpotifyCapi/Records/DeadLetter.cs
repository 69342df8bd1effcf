using System.Text.Json;
using System.Text.Json.Serialization;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Queueing;

namespace SpotifyCapi.Records;

/// <summary>
/// An event that will not be delivered: in digests only, with everything that a person needs to decide about it, and all that a replay needs.
/// </summary>
/// <param name="Event">The event; its bytes on a replay are those of the first attempt.</param>
/// <param name="Destination">Name of the destination.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Reason">One of <see cref="Codes.DeliveryReasons"/>.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="FirstQueued">When it was accepted.</param>
/// <param name="DiedAt">When it was moved to the dead letters.</param>
/// <param name="Status">Last HTTP status; null when there was none.</param>
/// <param name="Message">The first words of the last answer, redacted.</param>
/// <param name="TraceId">Spotify's id of the last request.</param>
public sealed record DeadLetter(
    HashedEvent Event, string Destination, string Source, string Reason, int Attempts, DateTimeOffset FirstQueued, DateTimeOffset DiedAt,
    int? Status = null, string? Message = null, string? TraceId = null);

/// <summary>The stored form of a dead letter: readable around the event, and the event as the queue writes it, in digests.</summary>
public static class DeadLetterFormat
{
    /// <summary>Writes a dead letter.</summary>
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

    /// <summary>Reads a dead letter. Null when it is none.</summary>
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

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeadLetterJson))]
internal sealed partial class DeadLetterJsonContext : JsonSerializerContext;

/// <summary>Where events that will never be delivered are kept until a person decides.</summary>
public interface IDeadLetterStore
{
    /// <summary>Keeps an event. Keeping the same one twice leaves one.</summary>
    /// <exception cref="Exception">It could not be kept: the event must stay in the queue.</exception>
    Task KeepAsync(DeadLetter letter, CancellationToken cancellationToken);
}
