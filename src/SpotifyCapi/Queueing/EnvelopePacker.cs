using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.Queueing;

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
        var written = Write(header, events, maxBytes);
        return new PackedEvents([.. written.Parts.Select(part => new PackedEnvelope(Seal(header, [part]), part.Indexes))], written.TooLarge);
    }

    /// <summary>Writes events in their order, cut where an envelope is full.</summary>
    /// <param name="header">What they share.</param>
    /// <param name="events">The events.</param>
    /// <param name="maxBytes">Limit of one envelope.</param>
    public static WrittenEvents Write(EnvelopeHeader header, IReadOnlyList<AcceptedEvent> events, int maxBytes = QueueEnvelope.MaxBytes)
    {
        using var scratch = ScratchWriter.Rent();
        EnvelopeHead.Write(scratch, header);
        var room = maxBytes - scratch.Length - EnvelopeHead.Tail.Length;
        scratch.Truncate(0);
        var parts = new List<EventPart>(1);
        var tooLarge = new List<int>(0);
        var indexes = new List<int>(events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            var before = scratch.Length;
            if (before > 0)
                scratch.Write(","u8);

            var start = scratch.Length;
            EventJsonWriter.Write(scratch, events[i]);
            if (scratch.Length - start > room)
            {
                scratch.Truncate(before);
                tooLarge.Add(i);
                continue;
            }

            if (scratch.Length > room)
            {
                parts.Add(new EventPart(scratch.Written[..before].ToArray(), indexes));
                indexes = [];
                scratch.RemoveFirst(start);
            }

            indexes.Add(i);
        }

        if (indexes.Count > 0)
            parts.Add(new EventPart(scratch.Written.ToArray(), indexes));

        return new WrittenEvents(parts, tooLarge);
    }

    /// <summary>Puts written events into one envelope: the queue message, compressed where that makes it smaller.</summary>
    /// <param name="header">What they share.</param>
    /// <param name="parts">At least one; together no more than fits.</param>
    public static byte[] Seal(EnvelopeHeader header, IReadOnlyList<EventPart> parts)
    {
        using var scratch = ScratchWriter.Rent();
        EnvelopeHead.Write(scratch, header);
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
                scratch.Write(","u8);

            scratch.Write(parts[i].Json.Span);
        }

        scratch.Write(EnvelopeHead.Tail);
        return CompressedEnvelope.Of(scratch.Written, header.Destination);
    }
}
