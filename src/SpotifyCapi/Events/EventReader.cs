using System.Runtime.InteropServices;
using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Text;

namespace SpotifyCapi.Events;

/// <summary>
/// Reads canonical events from JSON: one event, an array, or <c>{"events":[…]}</c>. Unknown fields are skipped; a wrong field is an error
/// of its event only; broken JSON is an error of the whole.
/// </summary>
public static class EventReader
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = JsonBody.MaxDepth;

    /// <summary>Reads a body.</summary>
    /// <param name="utf8Json">UTF-8; a byte order mark is skipped. The texts of the events stay in it, so it must not be written again.</param>
    /// <param name="maxEvents">More than this many events are refused as a whole.</param>
    public static EventReading Read(ReadOnlyMemory<byte> utf8Json, int maxEvents)
    {
        if (JsonBody.Check(utf8Json.Span, out var json) is { } error)
            return new EventReading.Malformed(error);

        var held = MemoryMarshal.TryGetArray(utf8Json, out var array) ? array : utf8Json.ToArray();
        var reader = new JsonTokens(held[^json.Length..], MaxDepth);
        try
        {
            reader.Read();
            var reading = reader.TokenType switch
            {
                JsonTokenType.StartArray => ReadArray(ref reader, maxEvents),
                JsonTokenType.StartObject => ReadObject(ref reader, maxEvents, MayHoldList(json)),
                _ => Malformed(ErrorCodes.UnexpectedShape, "Send one event, an array of events, or {\"events\":[…]}."),
            };

            // Reading on makes the reader complain about anything that follows the first value.
            while (reading is EventReading.Events && reader.Read())
            {
            }

            return reading;
        }
        catch (JsonException exception)
        {
            return new EventReading.Malformed(JsonBody.Describe(exception));
        }
        catch (InvalidOperationException)
        {
            return Malformed(ErrorCodes.MalformedJson, "A property name holds half of a surrogate pair.");
        }
    }

    // Whether it is worth reading ahead for a list of events: its name stands there, or an escaped name that could be it.
    private static bool MayHoldList(ReadOnlySpan<byte> json) => json.IndexOf("\"events\""u8) >= 0 || json.Contains((byte)'\\');

    private static EventReading ReadObject(ref JsonTokens reader, int maxEvents, bool mayHoldList)
    {
        if (!mayHoldList)
            return new EventReading.Events([ConversionEventReader.Read(ref reader)]);

        EventReading? events = null;
        var ahead = reader;
        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var isEvents = ahead.Reader.ValueTextEquals("events"u8);
            ahead.Read();
            if (!isEvents)
            {
                ahead.Skip();
                continue;
            }

            events =
                events is not null ? Malformed(ErrorCodes.DuplicateField, "events occurs twice in the request; it is not clear which list counts.", "events")
                : ahead.TokenType != JsonTokenType.StartArray ? Malformed(ErrorCodes.WrongType, "events must be an array of events.", "events")
                : ReadArray(ref ahead, maxEvents);
            if (events is EventReading.Malformed)
                return events;
        }

        if (events is null)
            return new EventReading.Events([ConversionEventReader.Read(ref reader)]);

        reader = ahead;
        return events;
    }

    private static EventReading ReadArray(ref JsonTokens reader, int maxEvents)
    {
        var events = new List<ConversionEvent>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (events.Count == maxEvents)
                return Malformed(ErrorCodes.TooManyEvents, $"At most {maxEvents} events fit in one request; send the rest in another.");

            events.Add(ConversionEventReader.Read(ref reader));
        }

        return events.Count > 0 ? new EventReading.Events(events) : Malformed(ErrorCodes.NoEvents, "There is no event in the request.");
    }

    private static EventReading.Malformed Malformed(string code, string message, string field = "") => new(new ValidationError(code, field, message));
}

/// <summary>What a request body holds.</summary>
public abstract record EventReading
{
    private EventReading()
    {
    }

    /// <summary>At least one event; each may still carry errors of its own.</summary>
    /// <param name="Items">In the order of the body.</param>
    public sealed record Events(IReadOnlyList<ConversionEvent> Items) : EventReading;

    /// <summary>Nothing could be read.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Malformed(ValidationError Error) : EventReading;
}
