using System.Buffers;
using System.Globalization;
using System.Text.Json;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// Arrivals that wait to be written, of limited number: a file with a million rows, or a flood, is counted but not listed. What was not
/// accepted has a budget of its own, so that neither hides the other.
/// </summary>
/// <param name="instance">Who writes.</param>
/// <param name="perSecond">Lines of each budget in the long run.</param>
/// <param name="time">The clock.</param>
internal sealed class ArrivalBuffer(string instance, int perSecond, TimeProvider time)
{
    private const int MostWaiting = 2 * LineBudget.Burst;
    private const int MostBytes = 3 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Queue<IngestRecord> waiting = new();
    private readonly LineBudget accepted = new(perSecond, time);
    private readonly LineBudget others = new(perSecond, time);
    private long number;

    /// <summary>Takes an arrival.</summary>
    /// <returns>False when it will have no line.</returns>
    public bool TryAdd(IngestRecord arrival)
    {
        lock (gate)
        {
            if (waiting.Count >= MostWaiting || !(arrival.Status == IngestStatus.Accepted ? accepted : others).TryTake())
                return false;

            waiting.Enqueue(arrival with { Key = string.Create(CultureInfo.InvariantCulture, $"{instance}-{++number:D9}") });
            return true;
        }
    }

    /// <summary>The lines to write next; empty when there are none.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        var output = new ArrayBufferWriter<byte>(4096);
        while (output.WrittenCount < MostBytes && Next() is { } arrival)
        {
            using (var writer = new Utf8JsonWriter(output))
            {
                JsonSerializer.Serialize(writer, arrival, IngestJsonContext.Default.IngestRecord);
            }

            output.Write("\n"u8);
        }

        return output.WrittenMemory;
    }

    private IngestRecord? Next()
    {
        lock (gate)
        {
            return waiting.TryDequeue(out var arrival) ? arrival : null;
        }
    }
}
