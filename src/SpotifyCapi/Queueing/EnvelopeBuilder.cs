using System.Buffers;
using SpotifyCapi.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.Queueing;

/// <summary>Fills one queue message after the other with events of one destination. Not for use by several threads at once.</summary>
/// <param name="header">What the events share.</param>
/// <param name="maxBytes">Limit of one envelope.</param>
public sealed class EnvelopeBuilder(EnvelopeHeader header, int maxBytes = QueueEnvelope.MaxBytes)
{
    private readonly byte[] head = Head(header);
    private readonly ArrayBufferWriter<byte> body = new(4096);

    /// <summary>How many events are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Puts an event in.</summary>
    /// <param name="accepted">The event.</param>
    public EnvelopeRoom Add(AcceptedEvent accepted)
    {
        using var part = ScratchWriter.Rent();
        EventJsonWriter.Write(part, accepted);
        if (head.Length + part.Length + EnvelopeHead.Tail.Length > maxBytes)
            return EnvelopeRoom.TooLarge;

        if (Count > 0 && body.WrittenCount + 1 + part.Length + EnvelopeHead.Tail.Length > maxBytes)
            return EnvelopeRoom.Full;

        body.Write(Count == 0 ? head : ","u8);
        body.Write(part.Written);
        Count++;
        return EnvelopeRoom.Added;
    }

    /// <summary>Ends the envelope and begins another.</summary>
    /// <returns>The queue message, compressed where that makes it smaller; empty when there is no event in it.</returns>
    public ReadOnlyMemory<byte> Close()
    {
        if (Count == 0)
            return default;

        body.Write(EnvelopeHead.Tail);
        var message = CompressedEnvelope.Of(body.WrittenSpan, header.Destination);
        body.ResetWrittenCount();
        Count = 0;
        return message;
    }

    private static byte[] Head(EnvelopeHeader header)
    {
        using var scratch = ScratchWriter.Rent();
        EnvelopeHead.Write(scratch, header);
        return scratch.Written.ToArray();
    }
}
