using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Records;

namespace Benchmarks.Week;

/// <summary>
/// Seven days of events as two instances would have written them: ingest log, journal and tally, blob by hour. Requests hold 1 to 100 events; of
/// a hundred requests one is deferred once, of a thousand one is given up.
/// </summary>
internal sealed class WeekOfLogs(int events)
{
    private const int Instances = 2;
    private const int BlockBytes = 4 * 1024 * 1024;
    private static readonly int[] Sizes = [1, 1, 8, 40, 100];

    /// <summary>In the 55th minute of an hour: as long as a list would have to read it.</summary>
    public static DateTimeOffset End { get; } = new(2026, 11, 30, 7, 55, 0, TimeSpan.Zero);

    public static DateTimeOffset Begin { get; } = End.AddDays(-7);

    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"order-{number:D8}");

    /// <summary>When the last run of <c>IndexLogs</c> has looked: what came since is not indexed, as much as it gets.</summary>
    public static DateTimeOffset Indexed { get; } = End.AddMinutes(-10);

    /// <param name="index">Called when the logs hold what was written until <see cref="Indexed"/>.</param>
    public async Task WriteAsync(string storage, Func<Task> index)
    {
        var container = new BlobContainerClient(storage, "delivery-journal");
        await container.CreateIfNotExistsAsync();
        var logs = Enumerable.Range(0, Instances).Select(number => new Instance(container, number)).ToArray();
        var deferred = new Queue<JournalEntry>();
        var isIndexed = false;
        for (int next = 0, request = 0; next < events; request++)
        {
            var size = Math.Min(Sizes[request % Sizes.Length], events - next);
            var at = IngestRecord.WholeMilliseconds(Begin + (((End - Begin) / events) * next));
            var log = logs[request % Instances];
            if (at >= Indexed && !isIndexed)
            {
                isIndexed = true;
                foreach (var each in logs)
                    await each.FlushAsync();

                await index();
            }

            while (deferred.TryPeek(out var late) && late.At <= at)
                await log.PlaceAsync(deferred.Dequeue());

            var arrivals = Enumerable.Range(next, size).Select(number => Arrival(number, at)).ToArray();
            foreach (var arrival in arrivals)
                await log.ArriveAsync(arrival);

            var outcome = request % 1000 == 999 ? DeliveryStatus.Dead : request % 100 == 99 ? DeliveryStatus.Deferred : DeliveryStatus.Delivered;
            var entry = Entry(arrivals, next, at.AddMilliseconds(800), outcome);
            await log.PlaceAsync(entry);
            if (outcome == DeliveryStatus.Deferred)
                deferred.Enqueue(entry with { At = at.AddMinutes(1), Attempt = 2, Outcome = DeliveryStatus.Delivered, Reason = null, Status = 200 });

            next += size;
            if (request % 20_000 == 0)
                Console.Error.WriteLine($"{next:N0} events written, up to {at:u}");
        }

        foreach (var log in logs)
            await log.EndAsync();
    }

    private static IngestRecord Arrival(int number, DateTimeOffset at) => new()
    {
        At = at,
        Source = "shop",
        Destination = "main",
        Topic = "orders/create",
        Status = IngestStatus.Accepted,
        EventId = IdOf(number),
        EventName = "PURCHASE",
        SourceEventName = "orders/create",
        EventTime = at.AddSeconds(-3),
        Consent = "granted",
        OptOutTargeting = false,
        Identifiers = ["email", "phone", "ip_address"],
    };

    private static JournalEntry Entry(IngestRecord[] arrivals, int first, DateTimeOffset at, string outcome) => new(
        at, "main", "CapiDirect", "https://capi.spotify.example/v1/conversions", "11111111-1111-4111-8111-111111111111", "shop", 1, arrivals[0].At, outcome,
        outcome == DeliveryStatus.Delivered ? null : "server_error", outcome == DeliveryStatus.Delivered ? 200 : 503, "0af7651916cd43dd8448eb211c80319c", 143.2, false,
        [
            .. arrivals.Select((arrival, i) => new JournalEvent(
                arrival.EventId!, "PURCHASE", "orders/create", arrival.EventTime!.Value, "granted", false,
                [$"email {Sha256Digest.Of(PersonOf(first + i, "mail"))}", $"phone {Sha256Digest.Of(PersonOf(first + i, "phone"))}", "ip_address"], 49.9m, "EUR",
                (first + i).ToString(CultureInfo.InvariantCulture), [])),
        ]);

    private static string PersonOf(int number, string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind} {number % 3_000_000}");

    /// <summary>What one instance writes.</summary>
    private sealed class Instance(BlobContainerClient container, int number)
    {
        private readonly string name = string.Create(CultureInfo.InvariantCulture, $"00000000000{number}");
        private readonly Tally tally = new();
        private readonly Log ingest = new(container, "ingest/", number);
        private readonly Log journal = new(container, string.Empty, number);
        private readonly Log tallies = new(container, "tally/", number);
        private DateTimeOffset tallied = Begin;
        private long arrivals;
        private long batches;

        public async Task ArriveAsync(IngestRecord arrival)
        {
            await ingest.AddAsync(
                arrival.At,
                JsonSerializer.SerializeToUtf8Bytes(arrival with { Key = string.Create(CultureInfo.InvariantCulture, $"{name}-{++arrivals:D9}") }, IngestJsonContext.Default.IngestRecord));
            tally.Arrived(arrival, listed: true);
            await TallyAsync(arrival.At);
        }

        public async Task PlaceAsync(JournalEntry entry)
        {
            await journal.AddAsync(entry.At, JsonSerializer.SerializeToUtf8Bytes(entry, JournalJsonContext.Default.JournalEntry));
            tally.Placed(entry);
            await TallyAsync(entry.At);
        }

        public async Task EndAsync()
        {
            await TallyAsync(DateTimeOffset.MaxValue);
            await FlushAsync();
        }

        public async Task FlushAsync()
        {
            foreach (var log in (Log[])[ingest, journal, tallies])
                await log.FlushAsync();
        }

        // Every other second, as the two logs take turns.
        private async Task TallyAsync(DateTimeOffset now)
        {
            if (now - tallied < TimeSpan.FromSeconds(2))
                return;

            tallied = now < End ? now : End;
            if (tally.Take() is { Count: > 0 } lines)
                await tallies.AddAsync(tallied, JsonSerializer.SerializeToUtf8Bytes(new TallyBatch(name, ++batches, lines), IngestJsonContext.Default.TallyBatch));
        }
    }

    private sealed class Log(BlobContainerClient container, string prefix, int number)
    {
        private readonly ArrayBufferWriter<byte> block = new(BlockBytes);
        private string? current;

        public async Task AddAsync(DateTimeOffset at, byte[] line)
        {
            var blob = string.Create(CultureInfo.InvariantCulture, $"{prefix}{at:yyyy'/'MM'/'dd'/'HH}-00000000000{number}-0000");
            if (blob != current || block.WrittenCount + line.Length + 1 > BlockBytes)
                await FlushAsync();

            if (blob != current)
            {
                await container.GetAppendBlobClient(blob).CreateIfNotExistsAsync();
                current = blob;
            }

            block.Write(line);
            block.Write("\n"u8);
        }

        public async Task FlushAsync()
        {
            if (block.WrittenCount > 0)
            {
                using var content = new MemoryStream(block.WrittenSpan.ToArray());
                await container.GetAppendBlobClient(current).AppendBlockAsync(content);
                block.ResetWrittenCount();
            }
        }
    }
}
