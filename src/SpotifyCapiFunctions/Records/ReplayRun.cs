using System.Collections.Concurrent;
using System.Collections.Frozen;
using Azure;
using Azure.Storage.Blobs;
using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapi.Records;
using SpotifyCapi.Telemetry;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// Carries out replay jobs, page after page of letters. The letters come with the listing, so that few are read one by one; their messages are
/// queued some at a time, and each message's letters are marked together once it is confirmed. Killed in between, the next run replays the
/// messages that were not marked again, with the same event ids.
/// </summary>
/// <param name="container">The container <c>dead-letters</c>.</param>
public sealed class ReplayRun(
    BlobContainerClient container, ReplayJobs jobs, DeadLetterList list, DestinationPipelines lanes, IEventQueue queue, IngestLog ingestLog,
    ConversionTelemetry telemetry, TimeProvider time)
{
    private const int MessagesAtOnce = 8;
    private const int ReadingsAtOnce = 16;

    // Longer than a page takes: then the instance was killed, and another one takes over.
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    private readonly ReplayTurn turns = new(container, time);

    /// <summary>Works on a job unless another instance does.</summary>
    /// <param name="until">No page is begun after that; the next run resumes there.</param>
    /// <returns>How far it has come.</returns>
    internal async Task<ReplayJob?> ResumeAsync(string id, DateTimeOffset until, CancellationToken stopping)
    {
        if (await jobs.FindAsync(id, stopping) is not ({ } job, var version))
            return null;

        if (job.Status == ReplayJob.Done || job.BusyUntil > time.GetUtcNow())
            return job;

        await list.Marks.CreateAsync(id, stopping);
        while (true)
        {
            // A page at a time, so that a few letters that somebody replays by hand come in between.
            await using var turn = await turns.TakeAsync(stopping);
            if (turn is null)
            {
                job = job with { BusyUntil = null, Problem = ErrorCodes.ReplayRunning };
                await jobs.SaveAsync(job, version, CancellationToken.None);
                return job;
            }

            if (await jobs.SaveAsync(job with { BusyUntil = time.GetUtcNow() + Claim }, version, stopping) is not { } claimed)
                break;

            version = claimed;
            job = await PageAsync(job, dryRun: false, turn.Lost, stopping);
            if (job is { Problem: null, Status: ReplayJob.Running } && time.GetUtcNow() < until && !stopping.IsCancellationRequested)
                continue;

            await jobs.SaveAsync(job, version, CancellationToken.None);
            return job;
        }

        // Somebody else has taken it over.
        return (await jobs.FindAsync(id, stopping))?.Job;
    }

    /// <summary>What a job would find.</summary>
    internal async Task<ReplayJob> TryAsync(ReplayRequestJson request, CancellationToken cancellationToken)
    {
        var job = jobs.Of(request);
        while (job.Status == ReplayJob.Running)
            job = await PageAsync(job, dryRun: true, CancellationToken.None, cancellationToken);

        return job with { Status = ReplayJob.DryRun };
    }

    // The job after its next page; with a problem, and at the same place, when the page came to a halt.
    private async Task<ReplayJob> PageAsync(ReplayJob job, bool dryRun, CancellationToken lost, CancellationToken cancellationToken)
    {
        var marks = await list.Marks.ReadAsync(cancellationToken);
        var mine = marks.GetValueOrDefault(job.Id) ?? FrozenDictionary<string, DateTimeOffset>.Empty;
        var (blobs, next) = await list.BlobsAsync(job.Marker, cancellationToken);
        var counts = new Dictionary<string, long>(job.Skipped, StringComparer.Ordinal);
        var (found, replayed) = (0, 0);
        var open = new List<(string Id, DeadLetter? Letter)>();
        foreach (var (stored, letter) in blobs)
        {
            var item = ReplayMarks.Apply(stored, marks);
            if (!job.Filter.Matches(item))
                continue;

            found++;
            if (mine.ContainsKey(item.Id))
                replayed++;
            else if (DeadLetterReplay.Obstacle(item, job.Again, lanes) is { } obstacle)
                Skip(obstacle, 1);
            else
                open.Add((item.Id, letter));
        }

        var (messages, halted) = (0, false);
        if (dryRun)
        {
            replayed += open.Count;
        }
        else
        {
            var letters = await ReadAsync(open, cancellationToken);
            Skip("not_replayable", open.Count - letters.Count);
            var packed = Pack(letters);
            Skip("too_large", letters.Count - packed.Sum(message => message.Letters.Length));
            (replayed, messages, halted) = await QueueAsync(job, packed, replayed, lost, cancellationToken);
        }

        if (halted)
        {
            return job with
            {
                Problem = cancellationToken.IsCancellationRequested ? null : ErrorCodes.QueueUnavailable,
                BusyUntil = null,
                Messages = job.Messages + messages,
            };
        }

        return job with
        {
            Found = job.Found + found,
            Replayed = job.Replayed + replayed,
            Skipped = counts,
            Messages = job.Messages + messages,
            Marker = next,
            Status = next is null ? ReplayJob.Done : ReplayJob.Running,
            FinishedAt = next is null ? time.GetUtcNow() : null,
            BusyUntil = null,
            Problem = null,
        };

        void Skip(string status, int count)
        {
            if (count > 0)
                counts[status] = counts.GetValueOrDefault(status) + count;
        }
    }

    // A letter of an older build, or a long one, is in its blob only.
    private async Task<IReadOnlyList<(string Id, DeadLetter Letter)>> ReadAsync(
        IReadOnlyList<(string Id, DeadLetter? Letter)> open, CancellationToken cancellationToken)
    {
        var read = new ConcurrentDictionary<string, DeadLetter?>(StringComparer.Ordinal);
        var options = new ParallelOptions { MaxDegreeOfParallelism = ReadingsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(open.Where(one => one.Letter is null).Select(one => one.Id), options, async (id, token) =>
        {
            try
            {
                read[id] = DeadLetterFormat.Read((await container.GetBlobClient(id).DownloadContentAsync(token)).Value.Content);
            }
            catch (RequestFailedException exception) when (exception.Status == 404)
            {
                // Somebody has deleted it since it was listed.
            }
        });
        return
        [
            .. open.Select(one => (one.Id, Letter: one.Letter ?? read.GetValueOrDefault(one.Id)))
                .Where(one => one.Letter is not null)
                .Select(one => (one.Id, one.Letter!)),
        ];
    }

    private IReadOnlyList<(EnvelopeHeader Header, ReadOnlyMemory<byte> Body, (string Id, AcceptedEvent Event)[] Letters)> Pack(
        IReadOnlyList<(string Id, DeadLetter Letter)> letters) =>
    [
        .. from one in letters
           group (one.Id, Event: DeadLetterReplay.Accepted(one.Letter)) by (one.Letter.Destination, one.Letter.Source) into same
           let header = DeadLetterReplay.Header(same.Key.Destination, same.Key.Source, time)
           let events = same.ToArray()
           from envelope in EnvelopePacker.Pack(header, [.. events.Select(one => one.Event)]).Envelopes
           select (header, envelope.Body, envelope.Indexes.Select(index => events[index]).ToArray()),
    ];

    private async Task<(int Replayed, int Messages, bool Halted)> QueueAsync(
        ReplayJob job, IReadOnlyList<(EnvelopeHeader Header, ReadOnlyMemory<byte> Body, (string Id, AcceptedEvent Event)[] Letters)> messages, int replayed,
        CancellationToken lost, CancellationToken stopping)
    {
        var (sent, halted) = (0, false);
        await Parallel.ForEachAsync(messages.Index(), new ParallelOptions { MaxDegreeOfParallelism = MessagesAtOnce }, async (one, _) =>
        {
            var (index, (header, body, letters)) = one;
            if (Volatile.Read(ref halted) || lost.IsCancellationRequested || stopping.IsCancellationRequested
                || !await queue.SendAsync(body, Delay(job, job.Messages + index, header), CancellationToken.None))
            {
                Volatile.Write(ref halted, true);
                return;
            }

            // Queue first, mark second: a crash between the two sends these once more, and none is lost.
            await list.Marks.AppendAsync(job.Id, letters.Select(letter => letter.Id), time.GetUtcNow());
            Interlocked.Increment(ref sent);
            Interlocked.Add(ref replayed, letters.Length);
            telemetry.Replayed(header.Destination, letters.Length);
            foreach (var (_, @event) in letters)
                ingestLog.Record(IngestRecord.OfReplay(@event, header.Source, lanes.Find(header.Destination)!.Destination, header.FirstQueued));
        });
        return (replayed, sent, halted);
    }

    // Messages become visible no faster than the destination takes requests, so that new events do not queue up behind all of them.
    private TimeSpan? Delay(ReplayJob job, long index, EnvelopeHeader header)
    {
        var due = TimeSpan.FromSeconds((double)index / lanes.Find(header.Destination)!.Destination.MaxRequestsPerSecond);
        var wait = due - (time.GetUtcNow() - job.RequestedAt);
        return wait <= TimeSpan.Zero ? null : wait < TimeSpan.FromDays(1) ? wait : TimeSpan.FromDays(1);
    }
}
