using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Records;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// Remembers what arrived and counts what became of it, for the inspector (docs/decisions/0007-ingest-log.md). Noting is a matter of memory
/// and never holds up or fails an answer; once a second one block is written, a line log and a tally in turn. What a crash takes with it are
/// the notes of the last seconds, never events.
/// </summary>
public sealed partial class IngestLog : BackgroundService, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(5);

    private readonly Tally tally = new();
    private readonly ArrivalBuffer buffer;
    private readonly SureWriter lines;
    private readonly SureWriter tallies;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly ConversionTelemetry telemetry;
    private readonly TimeProvider time;
    private readonly ILogger<IngestLog> logger;
    private bool failing;
    private bool talliesFirst;
    private bool disposed;

    /// <summary>Begins with nothing noted.</summary>
    /// <param name="lineLog">Where lines go.</param>
    /// <param name="tallyLog">Where counts go.</param>
    /// <param name="options">How many lines.</param>
    /// <param name="telemetry">Counts failures.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public IngestLog(
        AppendLog lineLog, AppendLog tallyLog, IngestOptions options, ConversionTelemetry telemetry, TimeProvider time, ILogger<IngestLog> logger)
    {
        (this.telemetry, this.time, this.logger) = (telemetry, time, logger);
        Instance = tallyLog.Instance;
        buffer = new ArrivalBuffer(Instance, options.ListedEventsPerSecond, time);
        lines = new SureWriter(lineLog, buffer.Take);
        tallies = new SureWriter(tallyLog, new TallyBuffer(Instance, tally).Take);
    }

    /// <summary>Name of this instance.</summary>
    public string Instance { get; }

    /// <summary>Notes an arrival.</summary>
    /// <param name="arrival">The arrival.</param>
    public void Note(IngestRecord arrival) => tally.Arrived(arrival, buffer.TryAdd(arrival));

    /// <summary>Notes many arrivals at once: counted, but not listed.</summary>
    /// <param name="at">When they arrived.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="destination">Name of the destination.</param>
    /// <param name="many">How many, by what became of them.</param>
    public void Note(DateTimeOffset at, string source, string destination, Figures many) => tally.Arrived(at, source, destination, many);

    /// <summary>Notes what came of events that were tried.</summary>
    /// <param name="entry">The journal's entry.</param>
    public void Note(JournalEntry entry) => tally.Placed(entry);

    /// <summary>Writes everything that was noted so far.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when something could not be stored yet.</returns>
    public async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var writer in (SureWriter[])[lines, tallies])
            {
                Written written;
                while ((written = await WriteAsync(writer, cancellationToken)) == Written.Block)
                {
                }

                if (written == Written.Failed)
                    return false;
            }

            return true;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!disposed)
        {
            disposed = true;
            await BidFarewellAsync();
            turn.Dispose();
            Dispose();
        }
    }

    /// <inheritdoc/>
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
            // Functions may still be finishing; what they note is written when the container lets go of this.
            await BidFarewellAsync();
        }
    }

    private async Task WriteNextAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            talliesFirst = !talliesFirst;
            if (await WriteAsync(talliesFirst ? tallies : lines, cancellationToken) == Written.Nothing)
                await WriteAsync(talliesFirst ? lines : tallies, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<Written> WriteAsync(SureWriter writer, CancellationToken cancellationToken)
    {
        var written = await writer.WriteAsync(cancellationToken);
        if (written == Written.Failed)
        {
            telemetry.IngestLogFailed();
            if (!failing)
                LogFailed(logger);
        }
        else if (failing && written == Written.Block)
        {
            LogRecovered(logger);
        }

        failing = written == Written.Failed || (failing && written == Written.Nothing);
        return written;
    }

    private async Task BidFarewellAsync()
    {
        using var limit = new CancellationTokenSource(LongestFarewell, time);
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

    [LoggerMessage(8001, LogLevel.Warning, "The ingest log cannot be written now; it is kept in memory, and the events themselves are not affected", EventName = "8001")]
    private static partial void LogFailed(ILogger logger);

    [LoggerMessage(8002, LogLevel.Information, "The ingest log is written again", EventName = "8002")]
    private static partial void LogRecovered(ILogger logger);
}
