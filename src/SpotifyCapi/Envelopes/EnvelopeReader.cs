using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace SpotifyCapi.Envelopes;

/// <summary>Reads the payload of a queue message.</summary>
public static class EnvelopeReader
{
    /// <summary>Reads an envelope.</summary>
    /// <param name="payload">What <see cref="EnvelopePacker"/> wrote.</param>
    /// <param name="envelope">The envelope.</param>
    /// <returns>False when the payload is not ours or of another version. The reason is not told in words: the payload may be personal.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out QueueEnvelope? envelope)
    {
        envelope = null;
        try
        {
            var json = JsonSerializer.Deserialize(payload, EnvelopeJsonContext.Default.EnvelopeJson);
            if (json is not { Version: QueueEnvelope.Version, Events.Length: > 0, Destination: not null, Source: not null }
                || json.Events.Any(item => item is not { EventId: not null, SourceEventName: not null }))
            {
                return false;
            }

            envelope = new QueueEnvelope(
                new EnvelopeHeader(
                    json.Destination, json.Source, json.Attempt, DateTimeOffset.FromUnixTimeMilliseconds(json.FirstQueuedMilliseconds), json.TraceParent,
                    json.Replayed == true),
                [.. json.Events.Select(EventJsonMapping.FromJson)]);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    /// <summary>Whether a payload says that it is an envelope, of whatever version: it may hold accepted events, so it must not be thrown away.</summary>
    /// <param name="payload">A payload that <see cref="TryRead"/> refused.</param>
    public static bool IsOurs(ReadOnlySpan<byte> payload) => Peek(payload) is { Version: > 0, Destination: not null };

    /// <summary>Whether a payload is an envelope of a version after ours.</summary>
    /// <param name="payload">A payload that <see cref="TryRead"/> refused.</param>
    public static bool IsNewer(ReadOnlySpan<byte> payload) => Peek(payload) is { Version: > QueueEnvelope.Version, Destination: not null };

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
