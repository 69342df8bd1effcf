using System.Text.Json;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Records;

/// <summary>Counts as batches to be written, numbered without gaps.</summary>
/// <param name="instance">Who counts.</param>
/// <param name="tally">The counts.</param>
internal sealed class TallyBuffer(string instance, Tally tally)
{
    // After a long outage of the storage many minutes come at once; a block of it holds 4 MiB.
    private const int LinesOfBatch = 2000;

    private readonly Queue<TallyLine[]> waiting = new();
    private long number;

    /// <summary>The batch to write next; empty when nothing happened.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        if (waiting.Count == 0)
        {
            foreach (var lines in tally.Take().Chunk(LinesOfBatch))
                waiting.Enqueue(lines);
        }

        return waiting.TryDequeue(out var next)
            ? (byte[])[.. JsonSerializer.SerializeToUtf8Bytes(new TallyBatch(instance, ++number, next), IngestJsonContext.Default.TallyBatch), (byte)'\n']
            : default(ReadOnlyMemory<byte>);
    }
}
