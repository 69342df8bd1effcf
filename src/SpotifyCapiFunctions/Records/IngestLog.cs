using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Records;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// Records received events and counts their outcomes, for the inspector (docs/decisions/0007-ingest-log.md). Recording happens in memory and
/// neither delays nor fails an answer; once a second one block is written, to the line log and the tally log in turn. A crash loses the records
/// of the last seconds, never events.
/// </summary>
public sealed partial class IngestLog : BackgroundService, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(5);

    private readonly Tally tally = new();
    private readonly ArrivalBuffer buffer;
    private readonly RetryingLogWriter lines;
    private readonly RetryingLogWriter tallies;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly ConversionTelemetry telemetry;
    private readonly TimeProvider time;
    private readonly ILogger<IngestLog> logger;
    private bool failing;
    private bool talliesFirst;
    private bool disposed;

    /// <summary>Begins with nothing recorded.</summary>
    public IngestLog(
        AppendLog lineLog, AppendLog tallyLog, IngestOptions options, ConversionTelemetry telemetry, TimeProvider time, ILogger<IngestLog> logger)
    {
        (this.telemetry, this.time, this.logger) = (telemetry, time, logger);
        Instance = tallyLog.Instance;
        buffer = new ArrivalBuffer(Instance, options.ListedEventsPerSecond, time);
        lines = new RetryingLogWriter(lineLog, buffer.Take);
        tallies = new RetryingLogWriter(tallyLog, new TallyBuffer(Instance, tally).Take);
    }

    /// <summary>Name of this instance.</summary>
    public string Instance { get; }

    /// <summary>Records an event that was received.</summary>
    public void Record(IngestRecord arrival) => tally.Arrived(arrival, buffer.TryAdd(arrival));

    /// <summary>Counts many received events at once; they are not listed.</summary>
    /// <param name="many">How many, by outcome.</param>
    public void Record(DateTimeOffset at, string source, string destination, Figures many) => tally.Arrived(at, source, destination, many);

    /// <summary>Counts the outcome of a request.</summary>
    public void Record(JournalEntry entry) => tally.Placed(entry);

    /// <summary>Writes everything that was recorded so far.</summary>
    /// <returns>False when something could not be stored yet.</returns>
    public async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var writer in (RetryingLogWriter[])[lines, tallies])
            {
                bool? written;
                while ((written = await WriteAsync(writer, cancellationToken)) == true)
                {
                }

                if (written == false)
                    return false;
            }

            return true;
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!disposed)
        {
            disposed = true;
            await FlushOnShutdownAsync();
            turn.Dispose();
            Dispose();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Interval, time, stoppingToken);
                await WriteNextAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Functions may still be finishing; what they record is written when the container disposes of this.
            await FlushOnShutdownAsync();
        }
    }

    private async Task WriteNextAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            talliesFirst = !talliesFirst;
            if (await WriteAsync(talliesFirst ? tallies : lines, cancellationToken) is null)
                await WriteAsync(talliesFirst ? lines : tallies, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<bool?> WriteAsync(RetryingLogWriter writer, CancellationToken cancellationToken)
    {
        var written = await writer.WriteAsync(cancellationToken);
        if (written == false)
        {
            telemetry.IngestLogFailed();
            if (!failing)
                LogFailed(logger);
        }
        else if (failing && written == true)
        {
            LogRecovered(logger);
        }

        failing = written is { } isStored ? !isStored : failing;
        return written;
    }

    private async Task FlushOnShutdownAsync()
    {
        using var limit = new CancellationTokenSource(FlushTimeout, time);
        try
        {
            await FlushAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            telemetry.IngestLogFailed();
            LogFailed(logger);
        }
    }

    [LoggerMessage(
        8001, LogLevel.Warning, "The ingest log cannot be written now; it is kept in memory, and the events themselves are not affected",
        EventName = "8001")]
    private static partial void LogFailed(ILogger logger);

    [LoggerMessage(8002, LogLevel.Information, "The ingest log is written again", EventName = "8002")]
    private static partial void LogRecovered(ILogger logger);
}

/// <summary>
/// Writes block after block, each until it is confirmed. A block that may have been stored without a confirmation is written again byte for
/// byte; readers recognise it by its number.
/// </summary>
/// <param name="next">The next block; empty when there is none.</param>
internal sealed class RetryingLogWriter(AppendLog log, Func<ReadOnlyMemory<byte>> next)
{
    private ReadOnlyMemory<byte> block;

    /// <returns>Whether it is stored; if not, it will be written again. Null: there was nothing to write.</returns>
    public async Task<bool?> WriteAsync(CancellationToken cancellationToken)
    {
        if (block.IsEmpty)
            block = next();

        if (block.IsEmpty)
            return null;

        if (!await log.AppendAsync(block, cancellationToken))
            return false;

        block = default;
        return true;
    }
}
