using SpotifyCapi.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.Spotify;

/// <summary>Writes events of one destination into as few requests as its limits allow.</summary>
public static class RequestBatcher
{
    /// <summary>Writes the requests.</summary>
    public static IReadOnlyList<SpotifyRequest> Write(IRequestFormat format, Destination destination, IReadOnlyList<HashedEvent> events)
    {
        var requests = new List<SpotifyRequest>(1);
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
            requests.Add(new SpotifyRequest(written.Written.ToArray(), next - count, count));
        }
    }
}

/// <summary>One request to Spotify.</summary>
/// <param name="Json">The exact bytes.</param>
/// <param name="First">Position of its first event in what was batched.</param>
/// <param name="Count">How many events it holds.</param>
public sealed record SpotifyRequest(ReadOnlyMemory<byte> Json, int First, int Count);
