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

    private static ReadOnlySpan<byte> Tail => "]}"u8;

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
        var room = maxBytes - WriteHead(scratch, header) - Tail.Length;
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
                var last = scratch.Written[start..].ToArray();
                parts.Add(new EventPart(scratch.Written[..before].ToArray(), indexes));
                indexes = [];
                scratch.Truncate(0);
                scratch.Write(last);
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
        WriteHead(scratch, header);
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0)
                scratch.Write(","u8);

            scratch.Write(parts[i].Json.Span);
        }

        scratch.Write(Tail);
        return CompressedEnvelope.Of(scratch.Written, header.Destination);
    }

    /// <summary>Bytes of an envelope beside its events.</summary>
    internal static int FrameSize(EnvelopeHeader header)
    {
        using var scratch = ScratchWriter.Rent();
        return WriteHead(scratch, header) + Tail.Length;
    }

    // Up to the bracket that opens the events.
    private static int WriteHead(ScratchWriter output, EnvelopeHeader header)
    {
        var json = output.NextValue();
        json.WriteStartObject();
        json.WriteNumber("v"u8, QueueEnvelope.Version);
        json.WriteString("dest"u8, header.Destination);
        json.WriteString("from"u8, header.Source);
        json.WriteNumber("try"u8, header.Attempt);
        json.WriteNumber("first"u8, header.FirstQueued.ToUnixTimeMilliseconds());
        json.WriteText("trace"u8, header.TraceParent);
        if (header.Replayed)
            json.WriteBoolean("replay"u8, true);

        if (header.TraceLinks.Count > 0)
        {
            json.WriteStartArray("links"u8);
            foreach (var link in header.TraceLinks)
                json.WriteStringValue(link);

            json.WriteEndArray();
        }

        json.WriteStartArray("events"u8);
        json.Flush();
        return output.Length;
    }
}

/// <summary>One envelope that is filled part by part, with events of the same source for the same destination. Not thread-safe.</summary>
/// <param name="maxBytes">Limit of the envelope; at most <see cref="QueueEnvelope.MaxBytes"/>.</param>
public sealed class EnvelopeGroup(int maxBytes)
{
    // ,"links":["…"] for the first and ,"…" for each further one.
    private const int FirstLink = 13;
    private const int NextLink = 3;

    private readonly List<EventPart> parts = [];
    private readonly List<string> links = [];
    private EnvelopeHeader? header;

    /// <summary>How many parts were added.</summary>
    public int Requests => parts.Count;

    /// <summary>The first part's time, which the envelope has.</summary>
    /// <exception cref="InvalidOperationException">No part was added.</exception>
    public DateTimeOffset FirstQueued => header?.FirstQueued ?? throw new InvalidOperationException("An empty group has no time.");

    /// <summary>Bytes that the envelope would have now, before compression; 0 without a part.</summary>
    public int Size { get; private set; }

    /// <summary>Adds events.</summary>
    /// <param name="from">The header that they would have alone. Destination, source and attempt must be those of the others.</param>
    /// <param name="part">The events.</param>
    /// <returns>False when there is no room. The first part always has room.</returns>
    public bool TryAdd(EnvelopeHeader from, EventPart part)
    {
        var link = header is null ? null : LinkOf(from);
        var added = part.Json.Length + (header is null ? EnvelopePacker.FrameSize(from) : 1)
            + (link is null ? 0 : link.Length + (links.Count == 0 ? FirstLink : NextLink));
        if (header is not null && Size + added > maxBytes)
            return false;

        header ??= from;
        Size += added;
        parts.Add(part);
        if (link is not null)
            links.Add(link);

        return true;
    }

    /// <summary>The envelope. It has the first part's header, and the other traces as links.</summary>
    /// <exception cref="InvalidOperationException">No part was added.</exception>
    public byte[] Seal() => header is null
        ? throw new InvalidOperationException("An empty group makes no envelope.")
        : EnvelopePacker.Seal(links.Count == 0 ? header : header with { TraceLinks = links }, parts);

    // A trace that is not recorded cannot be linked to, and its bytes would be paid for all the same. W3C: the last digit's lowest bit.
    private string? LinkOf(EnvelopeHeader from) =>
        from.TraceParent is { Length: 55 } trace && (trace[^1] & 1) == 1 && char.IsAsciiDigit(trace[^1]) && trace != header!.TraceParent ? trace : null;
}
