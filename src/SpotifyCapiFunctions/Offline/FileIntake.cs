using System.Collections.Frozen;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Duplicates;
using SpotifyCapi.Events;
using SpotifyCapi.OfflineFile;
using SpotifyCapi.Queueing;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Validation;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Offline;

/// <summary>From the rows of a file to the queue, checkpoint by checkpoint, in constant memory.</summary>
public sealed class FileIntake(
    FrozenDictionary<string, Destination> destinations, OfflinePushOptions options, IngestPolicy policy, IEventQueue queue,
    DuplicateFilter duplicates, ConversionTelemetry telemetry, IngestLog ingestLog, TimeProvider time)
{
    /// <summary>How many problems an answer holds.</summary>
    internal const int SampleProblems = 20;

    /// <summary>
    /// Takes rows in, from the ledger's checkpoint on, until the file, the time or the queue ends. Before each segment it waits for room; false says
    /// that the time is up before there is any.
    /// </summary>
    /// <exception cref="Exception">The file could not be read to its end; what came before is accounted for in the ledger.</exception>
    internal async Task<FileResult> TakeAsync(
        FileSource source, FileRows rows, FileLedger ledger, FilePace pace, Func<Task<bool>> waitForRoom, CancellationToken cancellationToken)
    {
        var destination = destinations[source.Destination];
        var samples = new List<FileProblem>();
        using var window = new EnvelopeWindow(queue, options.Window, pace.RetryTimeout, time);
        while (true)
        {
            if (!await waitForRoom())
                return new FileResult(FileEnd.Paused, ledger.Checkpoint.Counts, samples);

            var segment = new FileSegment(ledger.Checkpoint.ProblemBlocks == 0, time.GetUtcNow());
            var (end, failure) = await ReadAsync(source, destination, rows, segment, samples, window, cancellationToken);
            end = await window.DrainAsync() ? end : FileEnd.QueueUnavailable;
            end ??= time.GetUtcNow() >= pace.Until ? FileEnd.Paused : null;
            var isWhole = end is not (FileEnd.QueueUnavailable or FileEnd.Broken);
            if ((isWhole || !pace.Resumes) && !await TryCommitAsync(source, ledger, segment, rows.Next, Status(end, pace), end is null))
                end = FileEnd.Lost;

            if (failure is not null && end == FileEnd.Broken)
                failure.Throw();

            if (end is { } why)
                return new FileResult(why, ledger.Checkpoint.Counts, samples);
        }
    }

    private async Task<(FileEnd? End, ExceptionDispatchInfo? Failure)> ReadAsync(
        FileSource source, Destination destination, FileRows rows, FileSegment segment, List<FileProblem> samples, EnvelopeWindow window,
        CancellationToken cancellationToken)
    {
        var header = new EnvelopeHeader(destination.Name, source.Name, 0, segment.Begun, Activity.Current?.Id);
        var envelope = new EnvelopeGroup(QueueEnvelope.MaxBytes);
        var (keys, figures) = (new List<SeenKey>(), new Figures());
        (FileEnd?, ExceptionDispatchInfo?) result = (null, null);
        try
        {
            for (var read = 0; read < options.CheckpointRows && !segment.IsFull && !window.HasFailed; read++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!await rows.ReadAsync(cancellationToken))
                {
                    result = (FileEnd.Completed, null);
                    break;
                }

                if (Admit(rows, source, destination, segment, samples) is not { } admitted)
                    continue;

                if (EnvelopePacker.Write(header, [admitted.Event]).Parts is not [var part])
                {
                    segment.GiveBack(admitted.Key);
                    segment.Reject(rows.Line, [EnvelopePacker.TooLargeError], samples);
                    continue;
                }

                if (!envelope.TryAdd(header, part))
                {
                    await SendAsync();
                    envelope.TryAdd(header, part);
                }

                keys.Add(admitted.Key);
                var accepted = IngestRecord.Accepted(admitted.Event, source.Name, destination, segment.Begun);
                figures.AddAccepted(accepted with { OrderKind = OrderKinds.Of(admitted.Channel) });
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            result = (FileEnd.Paused, null);
        }
        catch (Exception exception)
        {
            result = (FileEnd.Broken, ExceptionDispatchInfo.Capture(exception));
        }

        await SendAsync();
        return result;

        async Task SendAsync()
        {
            if (envelope.Requests > 0)
            {
                var (sent, counted, message) = (keys, figures, envelope.Seal());
                (keys, figures, envelope) = ([], new Figures(), new EnvelopeGroup(QueueEnvelope.MaxBytes));
                await window.SendAsync(message, () => segment.Confirm(sent, counted), cancellationToken);

                // Webhooks that came in meanwhile are served before the next envelope is filled.
                await Task.Yield();
            }
        }
    }

    private (AcceptedEvent Event, SeenKey Key, string? Channel)? Admit(
        FileRows rows, FileSource source, Destination destination, FileSegment segment, List<FileProblem> samples)
    {
        var told = (rows.Current as FileRow.Conversion)?.Event;
        if (told is not null)
            told.Rules = source.Rules;

        EventDecision decision = rows.Current switch
        {
            FileRow.Empty => new EventDecision.Ignored(IgnoreReasons.EmptyRow),
            FileRow.Broken(var error) => new EventDecision.Rejected([error], []),
            FileRow.Conversion(var conversion) => policy.Decide(conversion, destination),
            _ => throw new InvalidOperationException(),
        };
        switch (decision)
        {
            case EventDecision.Ignored(var reason):
                segment.Counts.Ignore(reason);
                return null;
            case EventDecision.Rejected(var errors, _):
                segment.Reject(rows.Line, errors, samples);
                return null;
            case EventDecision.Accepted(var good):
                var key = SeenKey.Conversion(destination.Name, good);
                var seen = duplicates.Look(key);
                seen = seen == Sighting.New && duplicates.IsOn ? segment.Take(key) : seen;
                if (seen == Sighting.New)
                    return (good, key, told?.Order?.Channel);

                segment.Repeat(rows.Line, isConflict: seen == Sighting.Conflict, samples);
                return null;
            default:
                throw new InvalidOperationException();
        }
    }

    private async Task<bool> TryCommitAsync(FileSource source, FileLedger ledger, FileSegment segment, FilePosition next, string status, bool continues)
    {
        var done = ledger.Checkpoint;
        var checkpoint = done with { Offset = next.Offset, Line = next.Line, Counts = done.Counts.Plus(segment.Counts) };
        DateTimeOffset? finishedAt = continues || status == FileStatus.Running ? null : time.GetUtcNow();
        if (!await ledger.CommitAsync(checkpoint, status, segment.Problems, segment.Seen, finishedAt, CancellationToken.None))
            return false;

        // Only after the queue and the ledger have it: a filter that knew too much would cost events.
        duplicates.MarkSeen(segment.Seen, ledger.Run.StartedAt);
        Count(source, segment);
        return true;
    }

    // In the figures of the summary only: lines of their own would push out everything else.
    private void Count(FileSource source, FileSegment segment)
    {
        var counts = segment.Counts;
        telemetry.Received(source.Name, source.Destination, counts.Rows);
        telemetry.Accepted(source.Name, source.Destination, counts.Accepted);
        telemetry.Duplicate(source.Name, source.Destination, counts.Duplicates);
        var figures = segment.Figures;
        (figures.Duplicate, figures.Unlisted) = (counts.Duplicates, counts.Rows);
        foreach (var (code, count) in counts.ByCode)
        {
            if (code == DuplicateReasons.Conflict)
            {
                telemetry.DuplicateConflict(source.Name, source.Destination, count);
                figures.DuplicateConflict = count;
            }
            else if (IgnoreReasons.Is(code))
            {
                telemetry.Ignored(source.Name, code, count);
                figures.Ignored = Figures.Plus(figures.Ignored, code, count);
            }
            else
            {
                telemetry.Rejected(source.Name, code, count);
                figures.Rejected = Figures.Plus(figures.Rejected, code, count);
            }
        }

        ingestLog.Record(segment.Begun, source.Name, source.Destination, figures);
    }

    private static string Status(FileEnd? end, FilePace pace) => end switch
    {
        FileEnd.Completed => FileStatus.Completed,
        null => FileStatus.Running,
        _ => pace.Resumes ? FileStatus.Running : FileStatus.Interrupted,
    };
}
