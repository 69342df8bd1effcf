using System.Buffers;
using System.Globalization;
using System.Text.Json;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// Received events that wait to be written. Their number is limited: a file with a million rows, or a flood, is counted but not listed. Events
/// that were not accepted have a budget of their own, so that neither kind hides the other.
/// </summary>
/// <param name="perSecond">Lines of each budget in the long run.</param>
internal sealed class ArrivalBuffer(string instance, int perSecond, TimeProvider time)
{
    private const int MaxWaiting = 2 * LineBudget.Burst;
    private const int MaxBytes = 3 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Queue<IngestRecord> waiting = new();
    private readonly LineBudget accepted = new(perSecond, time);
    private readonly LineBudget others = new(perSecond, time);
    private long number;

    /// <returns>False when the event will have no line.</returns>
    public bool TryAdd(IngestRecord arrival)
    {
        lock (gate)
        {
            if (waiting.Count >= MaxWaiting || !(arrival.Status == IngestStatus.Accepted ? accepted : others).TryTake())
                return false;

            waiting.Enqueue(arrival with { Key = string.Create(CultureInfo.InvariantCulture, $"{instance}-{++number:D9}") });
            return true;
        }
    }

    /// <summary>The lines to write next; empty when there are none.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        var output = new ArrayBufferWriter<byte>(4096);
        while (output.WrittenCount < MaxBytes && Next() is { } arrival)
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

/// <summary>How many lines may be kept: a rate in the long run, and a reserve for bursts. Not thread-safe.</summary>
/// <param name="perSecond">In the long run; 0: none at all.</param>
internal sealed class LineBudget(int perSecond, TimeProvider time)
{
    public const int Burst = 20_000;

    private double left = perSecond > 0 ? Burst : 0;
    private long seen = time.GetTimestamp();

    /// <returns>False when the budget is used up.</returns>
    public bool TryTake()
    {
        if (perSecond == 0)
            return false;

        if (left < 1)
        {
            var now = time.GetTimestamp();
            left = Math.Min(Burst, left + (time.GetElapsedTime(seen, now).TotalSeconds * perSecond));
            seen = now;
        }
        else if (left >= Burst)
        {
            seen = time.GetTimestamp();
        }

        if (left < 1)
            return false;

        left--;
        return true;
    }
}
