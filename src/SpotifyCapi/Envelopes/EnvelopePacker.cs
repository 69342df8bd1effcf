using System.Text.Json;
using SpotifyCapi.Events;

namespace SpotifyCapi.Envelopes;

/// <summary>Packs events into as few queue messages as possible.</summary>
public static class EnvelopePacker
{
    /// <summary>The error of an event that does not fit into an envelope even alone.</summary>
    public static ValidationError TooLargeError { get; } =
        new(ErrorCodes.TooLarge, string.Empty, $"The event is larger than the {QueueEnvelope.MaxBytes} bytes of a queue message; shorten its texts.");

    /// <summary>Packs events in their order.</summary>
    /// <param name="header">What they share.</param>
    /// <param name="events">The events.</param>
    /// <param name="maxBytes">Limit of one envelope.</param>
    public static PackedEvents Pack(EnvelopeHeader header, IReadOnlyList<AcceptedEvent> events, int maxBytes = QueueEnvelope.MaxBytes)
    {
        var head = Head(header);
        var envelopes = new List<PackedEnvelope>();
        var tooLarge = new List<int>();
        var parts = new List<byte[]>();
        var indexes = new List<int>();
        var size = head.Length + Tail.Length;
        for (var i = 0; i < events.Count; i++)
        {
            var part = JsonSerializer.SerializeToUtf8Bytes(EventJsonMapping.ToJson(events[i]), EnvelopeJsonContext.Default.EventJson);
            if (head.Length + part.Length + Tail.Length > maxBytes)
            {
                tooLarge.Add(i);
                continue;
            }

            if (parts.Count > 0 && size + 1 + part.Length > maxBytes)
            {
                Close();
            }

            size += part.Length + (parts.Count > 0 ? 1 : 0);
            parts.Add(part);
            indexes.Add(i);
        }

        if (parts.Count > 0)
        {
            Close();
        }

        return new PackedEvents(envelopes, tooLarge);

        void Close()
        {
            envelopes.Add(new PackedEnvelope(Join(head, parts, size), [.. indexes]));
            parts.Clear();
            indexes.Clear();
            size = head.Length + Tail.Length;
        }
    }

    private static ReadOnlySpan<byte> Tail => ",\"events\":[]}"u8;

    // The head is the envelope without events, less its closing brace.
    private static byte[] Head(EnvelopeHeader header) => JsonSerializer.SerializeToUtf8Bytes(
        new EnvelopeJson
        {
            Version = QueueEnvelope.Version,
            Destination = header.Destination,
            Source = header.Source,
            Attempt = header.Attempt,
            FirstQueuedMilliseconds = header.FirstQueued.ToUnixTimeMilliseconds(),
            TraceParent = header.TraceParent,
            Replayed = header.Replayed ? true : null,
        },
        EnvelopeJsonContext.Default.EnvelopeJson)[..^1];

    private static byte[] Join(byte[] head, List<byte[]> parts, int size)
    {
        var body = new byte[size];
        var at = 0;
        void Append(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(body.AsSpan(at));
            at += bytes.Length;
        }

        Append(head);
        Append(Tail[..^2]);
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
            {
                Append(","u8);
            }

            Append(parts[i]);
        }

        Append(Tail[^2..]);
        return body;
    }
}
