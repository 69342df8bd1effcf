using System.Diagnostics;
using System.Runtime.ExceptionServices;
using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Duplicates;
using SpotifyCapi.Events;
using SpotifyCapi.OfflineFile;
using SpotifyCapi.Queueing;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Ingestion;

namespace SpotifyCapiFunctions.Offline;

/// <summary>From the rows of a file to the queue, checkpoint by checkpoint, in constant memory.</summary>
/// <param name="settings">The app's settings.</param>
/// <param name="validator">Decides about each row.</param>
/// <param name="queue">Where accepted rows go.</param>
/// <param name="duplicates">Recognises what was here before.</param>
/// <param name="arrivals">Counts.</param>
/// <param name="time">The clock.</param>
internal sealed class FileIntake(
    AppSettings settings, EventValidator validator, IEventQueue queue, DuplicateFilter duplicates, FileArrivals arrivals, TimeProvider time)
{
    /// <summary>How many problems an answer holds.</summary>
    public const int SampleProblems = 20;

    /// <summary>Takes rows in until the file, the time or the queue ends.</summary>
    /// <param name="source">Whose file it is.</param>
    /// <param name="rows">Its rows from the ledger's checkpoint on.</param>
    /// <param name="ledger">What is durable about it.</param>
    /// <param name="pace">How fast and how long.</param>
    /// <param name="waitForRoom">Called before rows are read on; false when the time is up before there is room.</param>
    /// <param name="cancellationToken">Ends the reading at the next row.</param>
    /// <exception cref="Exception">The file could not be read on; what came before is accounted for in the ledger.</exception>
    public async Task<FileResult> TakeAsync(
        FileSource source, FileRows rows, FileLedger ledger, FilePace pace, Func<Task<bool>> waitForRoom, CancellationToken cancellationToken)
    {
        var destination = settings.Destinations[source.Destination];
        var samples = new List<FileProblem>();
        using var window = new EnvelopeWindow(queue, settings.OfflinePush.Window, pace.Patience, time);
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
        FileSource source,
        Destination destination,
        FileRows rows,
        FileSegment segment,
        List<FileProblem> samples,
        EnvelopeWindow window,
        CancellationToken cancellationToken)
    {
        var header = new EnvelopeHeader(destination.Name, source.Name, 0, segment.Begun, Activity.Current?.Id);
        var envelope = new EnvelopeGroup(QueueEnvelope.MaxBytes);
        var keys = new List<SeenKey>();
        (FileEnd?, ExceptionDispatchInfo?) result = (null, null);
        try
        {
            for (var read = 0; read < settings.OfflinePush.CheckpointRows && !window.HasFailed; read++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!await rows.ReadAsync(cancellationToken))
                {
                    result = (FileEnd.Completed, null);
                    break;
                }

                if (Admit(rows, destination, segment, samples) is not { } admitted)
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
                var (sent, message) = (keys, envelope.Seal());
                (keys, envelope) = ([], new EnvelopeGroup(QueueEnvelope.MaxBytes));
                await window.SendAsync(message, () => segment.Confirm(sent), cancellationToken);

                // Webhooks that came in meanwhile are served before the next envelope is filled.
                await Task.Yield();
            }
        }
    }

    private (AcceptedEvent Event, SeenKey Key)? Admit(FileRows rows, Destination destination, FileSegment segment, List<FileProblem> samples)
    {
        switch (rows.Current)
        {
            case FileRow.Empty:
                segment.Counts.Ignore(IgnoreReasons.EmptyRow);
                return null;
            case FileRow.Broken(var error):
                segment.Reject(rows.Line, [error], samples);
                return null;
            case FileRow.Conversion(var conversion):
                switch (Admission.Decide(conversion, destination, validator, settings))
                {
                    case EventDecision.Ignored(var reason):
                        segment.Counts.Ignore(reason);
                        return null;
                    case EventDecision.Rejected(var errors, _):
                        segment.Reject(rows.Line, errors, samples);
                        return null;
                    case EventDecision.Accepted(var good):
                        var key = SeenKey.Conversion(destination.Name, good.Facts);
                        if (duplicates.IsDuplicate(key) || (duplicates.IsOn && !segment.TryTake(key)))
                        {
                            segment.Counts.Duplicates++;
                            return null;
                        }

                        return (good, key);
                }

                break;
        }

        throw new InvalidOperationException();
    }

    private async Task<bool> TryCommitAsync(FileSource source, FileLedger ledger, FileSegment segment, FilePosition next, string status, bool goesOn)
    {
        var done = ledger.Checkpoint;
        var checkpoint = done with { Offset = next.Offset, Line = next.Line, Counts = done.Counts.Plus(segment.Counts) };
        DateTimeOffset? finishedAt = goesOn || status == FileStatus.Running ? null : time.GetUtcNow();
        if (!await ledger.CommitAsync(checkpoint, status, segment.Problems, segment.Seen, finishedAt, CancellationToken.None))
            return false;

        // Told after the queue and the ledger have it, and never before: a filter that knew too much would cost events.
        duplicates.Know(segment.Seen, ledger.Run.StartedAt);
        arrivals.Count(source, segment);
        return true;
    }

    private static string Status(FileEnd? end, FilePace pace) => end switch
    {
        FileEnd.Completed => FileStatus.Completed,
        null => FileStatus.Running,
        _ => pace.Resumes ? FileStatus.Running : FileStatus.Interrupted,
    };
}
