using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SpotifyCapi.Events;

namespace SpotifyCapi.Spotify;

/// <summary>Writes events of one destination into as few requests as its limits allow.</summary>
public static class RequestBatcher
{
    // Spotify reads JSON, not HTML: only what JSON itself demands is escaped, so that a URL stays readable and short.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes the requests.</summary>
    /// <param name="format">The destination's format.</param>
    /// <param name="destination">Whose limits count.</param>
    /// <param name="events">In order.</param>
    public static IReadOnlyList<RequestBody> Write(IRequestFormat format, Destination destination, IReadOnlyList<HashedEvent> events)
    {
        var requests = new List<RequestBody>();
        var output = new ArrayBufferWriter<byte>(4096);
        var scratch = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(scratch, Options);
        var count = 0;
        for (var i = 0; i < events.Count; i++)
        {
            scratch.ResetWrittenCount();
            writer.Reset();
            format.WriteEvent(writer, events[i]);
            writer.Flush();
            var full = count == destination.MaxEventsPerRequest
                || output.WrittenCount + 1 + scratch.WrittenCount + format.Tail.Length > destination.MaxRequestBytes;
            if (count > 0 && full)
            {
                Close(i);
            }

            if (count == 0)
            {
                format.WriteHead(output, destination);
            }
            else
            {
                output.Write(","u8);
            }

            output.Write(scratch.WrittenSpan);
            count++;
        }

        if (count > 0)
        {
            Close(events.Count);
        }

        return requests;

        void Close(int next)
        {
            output.Write(format.Tail);
            requests.Add(new RequestBody(output.WrittenSpan.ToArray(), next - count, count));
            output.ResetWrittenCount();
            count = 0;
        }
    }
}
