using System.Text.Json;
using System.Text.Unicode;
using SpotifyCapi.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.Queueing;

/// <summary>Reads an envelope by hand, its events straight into their final form. Fields of a later version are skipped.</summary>
internal ref struct EnvelopeJsonReader
{
    private readonly List<AcceptedEvent> events = [];
    private readonly List<string> links = [];
    private int version, attempt;
    private long? first;
    private string? destination, source, trace;
    private bool replayed;

    public EnvelopeJsonReader()
    {
    }

    /// <param name="payload">The envelope. The texts of its events stay in it.</param>
    /// <returns>Null when it is no envelope of our version.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="FormatException">It is not what the writer writes.</exception>
    /// <exception cref="InvalidOperationException">A value is of another type than the writer writes.</exception>
    public static QueueEnvelope? Read(ArraySegment<byte> payload)
    {
        if (!Utf8.IsValid(payload))
            throw new FormatException("An envelope is not UTF-8.");

        var json = new JsonTokens(payload);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            return null;

        var read = new EnvelopeJsonReader();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!read.TryReadHeader(ref json))
                read.ReadRest(ref json);
        }

        // Reading on makes the reader complain about anything that follows the envelope.
        json.Read();
        return read.Build();
    }

    private readonly QueueEnvelope? Build() =>
        version == QueueEnvelope.Version && destination is not null && source is not null && first is { } at && events.Count > 0
            ? new QueueEnvelope(
                new EnvelopeHeader(destination, source, attempt, DateTimeOffset.FromUnixTimeMilliseconds(at), trace, replayed)
                {
                    TraceLinks = links.Count > 0 ? links : (IReadOnlyList<string>)[],
                },
                events)
            : null;

    private bool TryReadHeader(ref JsonTokens json)
    {
        if (json.ValueTextEquals("v"u8))
        {
            json.Read();
            version = json.GetInt32();
        }
        else if (json.ValueTextEquals("dest"u8))
        {
            json.Read();
            destination = json.GetString();
        }
        else if (json.ValueTextEquals("from"u8))
        {
            json.Read();
            source = json.GetString();
        }
        else if (json.ValueTextEquals("try"u8))
        {
            json.Read();
            attempt = json.GetInt32();
        }
        else if (json.ValueTextEquals("first"u8))
        {
            json.Read();
            first = json.GetInt64();
        }
        else
        {
            return false;
        }

        return true;
    }

    private void ReadRest(ref JsonTokens json)
    {
        if (json.ValueTextEquals("events"u8))
        {
            json.Read();
            ReadEvents(ref json);
        }
        else if (json.ValueTextEquals("trace"u8))
        {
            json.Read();
            trace = json.GetString();
        }
        else if (json.ValueTextEquals("replay"u8))
        {
            json.Read();
            replayed = json.TokenType != JsonTokenType.Null && json.GetBoolean();
        }
        else if (json.ValueTextEquals("links"u8))
        {
            json.Read();
            ReadLinks(ref json);
        }
        else
        {
            json.Read();
            json.Skip();
        }
    }

    private readonly void ReadEvents(ref JsonTokens json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
            throw new FormatException("An envelope holds no list of events.");

        events.Clear();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            events.Add(EventJsonReader.Read(ref json));
    }

    // Only a help for whoever looks at traces: what is no list of texts is left out.
    private readonly void ReadLinks(ref JsonTokens json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.String)
                links.Add(json.GetString()!);

            json.Skip();
        }
    }
}
