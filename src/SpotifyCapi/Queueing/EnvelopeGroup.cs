using SpotifyCapi.Text;

namespace SpotifyCapi.Queueing;

/// <summary>One envelope for the events of several requests of the same source to the same destination. Not for several threads at once.</summary>
/// <param name="maxBytes">Limit of the envelope; at most <see cref="QueueEnvelope.MaxBytes"/>.</param>
public sealed class EnvelopeGroup(int maxBytes)
{
    // ,"links":["…"] for the first and ,"…" for each further one.
    private const int FirstLink = 13;
    private const int NextLink = 3;

    private readonly List<EventPart> parts = [];
    private readonly List<string> links = [];
    private EnvelopeHeader? header;

    /// <summary>How many requests share it.</summary>
    public int Requests => parts.Count;

    /// <summary>The first request's time, which the envelope has.</summary>
    /// <exception cref="InvalidOperationException">No request was added.</exception>
    public DateTimeOffset FirstQueued => header?.FirstQueued ?? throw new InvalidOperationException("A group without a request has no time.");

    /// <summary>Bytes that the envelope would have now; 0 without a request.</summary>
    public int Size { get; private set; }

    /// <summary>Adds the events of a request.</summary>
    /// <param name="from">The header that they would have alone. Destination, source and attempt must be those of the others.</param>
    /// <param name="part">The events.</param>
    /// <returns>False when there is no room. The first request always has room.</returns>
    public bool TryAdd(EnvelopeHeader from, EventPart part)
    {
        if (header is null)
        {
            header = from;
            parts.Add(part);
            Size = HeadSize(from) + part.Json.Length + EnvelopeHead.Tail.Length;
            return true;
        }

        var link = LinkOf(from);
        var added = 1 + part.Json.Length + (link is null ? 0 : link.Length + (links.Count == 0 ? FirstLink : NextLink));
        if (Size + added > maxBytes)
            return false;

        Size += added;
        parts.Add(part);
        if (link is not null)
            links.Add(link);

        return true;
    }

    /// <summary>The envelope. It has the first request's header, and the other traces as links.</summary>
    /// <exception cref="InvalidOperationException">No request was added.</exception>
    public byte[] Seal() => header is null
        ? throw new InvalidOperationException("A group without a request makes no envelope.")
        : EnvelopePacker.Seal(links.Count == 0 ? header : header with { TraceLinks = links }, parts);

    // A trace that nobody records cannot be linked to, and its bytes would be paid for all the same. W3C: the last digit's lowest bit.
    private string? LinkOf(EnvelopeHeader from) =>
        from.TraceParent is { Length: 55 } trace && (trace[^1] & 1) == 1 && char.IsAsciiDigit(trace[^1]) && trace != header!.TraceParent ? trace : null;

    private static int HeadSize(EnvelopeHeader header)
    {
        using var scratch = ScratchWriter.Rent();
        EnvelopeHead.Write(scratch, header);
        return scratch.Length;
    }
}
