using SpotifyCapi.Json;

namespace SpotifyCapi.Envelopes;

/// <summary>The envelope up to the bracket that opens its events.</summary>
internal static class EnvelopeHead
{
    /// <summary>Everything from the bracket that closes the events.</summary>
    public static ReadOnlySpan<byte> Tail => "]}"u8;

    public static void Write(ScratchWriter output, EnvelopeHeader header)
    {
        var json = output.NextValue();
        json.WriteStartObject();
        json.WriteNumber("v"u8, QueueEnvelope.Version);
        json.WriteString("dest"u8, header.Destination);
        json.WriteString("from"u8, header.Source);
        json.WriteNumber("try"u8, header.Attempt);
        json.WriteNumber("first"u8, header.FirstQueued.ToUnixTimeMilliseconds());
        if (header.TraceParent is { } trace)
        {
            json.WriteString("trace"u8, trace);
        }

        if (header.Replayed)
        {
            json.WriteBoolean("replay"u8, true);
        }

        if (header.TraceLinks.Count > 0)
        {
            json.WriteStartArray("links"u8);
            foreach (var link in header.TraceLinks)
            {
                json.WriteStringValue(link);
            }

            json.WriteEndArray();
        }

        json.WriteStartArray("events"u8);
        json.Flush();
    }
}
