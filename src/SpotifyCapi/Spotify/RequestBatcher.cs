using SpotifyCapi.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.Spotify;

/// <summary>Writes events of one destination into as few requests as its limits allow.</summary>
public static class RequestBatcher
{
    /// <summary>Writes the requests.</summary>
    /// <param name="format">The destination's format.</param>
    /// <param name="destination">Whose limits count.</param>
    /// <param name="events">In order.</param>
    public static IReadOnlyList<RequestBody> Write(IRequestFormat format, Destination destination, IReadOnlyList<HashedEvent> events)
    {
        var requests = new List<RequestBody>(1);
        using var output = ScratchWriter.Rent();
        format.WriteHead(output, destination);
        var head = output.Length;
        var count = 0;
        for (var i = 0; i < events.Count; i++)
        {
            var before = output.Length;
            if (count > 0)
                output.Write(","u8);

            var start = output.Length;
            format.WriteEvent(output, events[i]);
            var full = count == destination.MaxEventsPerRequest || output.Length + format.Tail.Length > destination.MaxRequestBytes;
            if (count > 0 && full)
            {
                // The event that no longer fits begins the next request, behind the same head.
                var next = output.Written[start..].ToArray();
                output.Truncate(before);
                Close(output, i);
                output.Truncate(head);
                output.Write(next);
                count = 0;
            }

            count++;
        }

        if (count > 0)
            Close(output, events.Count);

        return requests;

        void Close(ScratchWriter written, int next)
        {
            written.Write(format.Tail);
            requests.Add(new RequestBody(written.Written.ToArray(), next - count, count));
        }
    }
}
