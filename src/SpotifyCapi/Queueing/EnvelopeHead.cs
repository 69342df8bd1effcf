using SpotifyCapi.Text;

namespace SpotifyCapi.Queueing;

/// <summary>The envelope up to the bracket that opens its events.</summary>
internal static class EnvelopeHead
{
    /// <summary>Everything from the bracket that closes the events.</summary>
    public static ReadOnlySpan<byte> Tail => "]}"u8;

    public static void Write(ScratchWriter output, EnvelopeHeader header)
    {
        output.Write("{"u8);
        output.Field("\"v\":"u8, (long)QueueEnvelope.Version);
        output.Field("\"dest\":"u8, header.Destination);
        output.Field("\"from\":"u8, header.Source);
        output.Field("\"try\":"u8, (long)header.Attempt);
        output.Field("\"first\":"u8, header.FirstQueued.ToUnixTimeMilliseconds());
        output.Field("\"trace\":"u8, header.TraceParent);
        if (header.Replayed)
            output.Field("\"replay\":"u8, true);

        if (header.TraceLinks.Count > 0)
        {
            output.Field("\"links\":["u8);
            for (var i = 0; i < header.TraceLinks.Count; i++)
                output.Item(header.TraceLinks[i]);

            output.Write("]"u8);
        }

        output.Field("\"events\":["u8);
    }
}
