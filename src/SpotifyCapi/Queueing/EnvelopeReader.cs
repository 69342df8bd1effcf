using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using SpotifyCapi.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.Queueing;

/// <summary>Reads the payload of a queue message.</summary>
public static class EnvelopeReader
{
    private const int NameRoom = 8;

    /// <summary>Reads an envelope.</summary>
    /// <param name="payload">What <see cref="EnvelopePacker"/> wrote. The texts of the events may stay in it, so it must not be written again.</param>
    /// <param name="envelope">The envelope.</param>
    /// <returns>False when the payload is not ours or of another version. The reason is not told in words: the payload may be personal.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> payload, [NotNullWhen(true)] out QueueEnvelope? envelope)
    {
        envelope = null;
        try
        {
            envelope = CompressedEnvelope.IsCompressed(payload.Span) ? Open(payload.Span)
                : Read(MemoryMarshal.TryGetArray(payload, out var held) ? held : payload.ToArray());
            return envelope is not null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentOutOfRangeException or InvalidOperationException)
        {
            // InvalidOperationException: a value of another type than we write.
            return false;
        }
    }

    /// <summary>Whether a payload says that it is an envelope, of whatever version: it may hold accepted events, so it must not be thrown away.</summary>
    /// <param name="payload">A payload that <see cref="TryRead"/> refused.</param>
    public static bool IsOurs(ReadOnlySpan<byte> payload) => Peek(payload) is { Version: > 0, Destination: not null };

    /// <summary>Whether a payload is an envelope of a version after ours.</summary>
    /// <param name="payload">A payload that <see cref="TryRead"/> refused.</param>
    public static bool IsNewer(ReadOnlySpan<byte> payload) => Peek(payload) is { Version: > CompressedEnvelope.Version, Destination: not null };

    private static QueueEnvelope? Open(ReadOnlySpan<byte> payload)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(QueueEnvelope.MaxBytes);
        try
        {
            // Read from a copy: the texts of the events stay in it, and the pool's buffer is the next message's.
            return CompressedEnvelope.TryOpen(payload, buffer.AsSpan(0, QueueEnvelope.MaxBytes), out var length) ? Read(buffer[..length]) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Null when it is no envelope of our version. Fields of a later version are skipped.
    private static QueueEnvelope? Read(ArraySegment<byte> payload)
    {
        if (!Utf8.IsValid(payload))
            throw new FormatException("An envelope is not UTF-8.");

        var json = new JsonTokens(payload);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            return null;

        var (version, attempt, first, replayed) = (0, 0, (long?)null, false);
        var (destination, source, trace) = ((string?)null, (string?)null, (string?)null);
        List<string> links = [];
        List<AcceptedEvent> events = [];
        Span<char> room = stackalloc char[NameRoom];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.Name(room);
            json.Read();
            switch (name)
            {
                case "v": version = json.Reader.GetInt32(); break;
                case "dest": destination = json.Reader.GetString(); break;
                case "from": source = json.Reader.GetString(); break;
                case "try": attempt = json.Reader.GetInt32(); break;
                case "first": first = json.Reader.GetInt64(); break;
                case "trace": trace = json.Reader.GetString(); break;
                case "replay": replayed = json.TokenType != JsonTokenType.Null && json.Reader.GetBoolean(); break;
                case "links": links = ReadLinks(ref json); break;
                case "events": events = ReadEvents(ref json); break;
                default: json.Skip(); break;
            }
        }

        // Reading on makes the reader complain about anything that follows the envelope.
        json.Read();
        if (version != QueueEnvelope.Version || destination is null || source is null || first is not { } at || events.Count == 0)
            return null;

        var header = new EnvelopeHeader(destination, source, attempt, DateTimeOffset.FromUnixTimeMilliseconds(at), trace, replayed);
        return new QueueEnvelope(links.Count > 0 ? header with { TraceLinks = links } : header, events);
    }

    private static List<AcceptedEvent> ReadEvents(ref JsonTokens json)
    {
        if (json.TokenType != JsonTokenType.StartArray)
            throw new FormatException("An envelope holds no list of events.");

        var events = new List<AcceptedEvent>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            events.Add(EventJsonReader.Read(ref json));

        return events;
    }

    // Only a help for tracing: what is no list of texts is left out.
    private static List<string> ReadLinks(ref JsonTokens json)
    {
        var links = new List<string>();
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return links;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.String)
                links.Add(json.Reader.GetString()!);

            json.Skip();
        }

        return links;
    }

    private static EnvelopeVersionJson? Peek(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, EnvelopeJsonContext.Default.EnvelopeVersionJson);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What every version of an envelope has.</summary>
internal sealed class EnvelopeVersionJson
{
    [JsonPropertyName("v")]
    public int Version { get; init; }

    [JsonPropertyName("dest")]
    public string? Destination { get; init; }
}

/// <summary>Source-generated serialisation of what every version has.</summary>
[JsonSerializable(typeof(EnvelopeVersionJson))]
internal sealed partial class EnvelopeJsonContext : JsonSerializerContext;
