using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Storage;

/// <summary>
/// Why the storage does not do what it is asked. Callers learn only whether something is stored; the cause comes here. It is logged when it changes and
/// again after a while, counted by error code, and shown in the details of health.
/// </summary>
public sealed partial class StorageTrouble(ConversionTelemetry telemetry, TimeProvider time, ILogger<StorageTrouble> logger)
{
    // A storage that is throttled fails and works by turns.
    private static readonly TimeSpan SayAfterRecovery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Trouble> troubles = new(StringComparer.Ordinal);

    /// <summary>Operations that failed when they were tried last, by name.</summary>
    public IReadOnlyList<StorageFailure> Failing =>
        [.. troubles.Select(pair => pair.Value.Failure).OfType<StorageFailure>().OrderBy(failure => failure.Operation, StringComparer.Ordinal)];

    /// <summary>Notes that an operation failed.</summary>
    /// <param name="operation">What was tried, such as <c>conversions send</c>: one of few, none with a name from outside.</param>
    public void Failed(string operation, Exception exception)
    {
        var (status, code) = AzureFailure.Of(exception);
        telemetry.StorageFailed(operation, code);
        var now = time.GetUtcNow();
        var trouble = troubles.GetOrAdd(operation, _ => new Trouble());
        lock (trouble)
        {
            var isNew = trouble.Failure?.Code != code;
            trouble.IsSaid &= trouble.Failure is not null;
            trouble.Failure = new StorageFailure(operation, status, code, trouble.Failure?.Since ?? now, now);
            if (now - trouble.SaidAt.GetValueOrDefault(code) >= (isNew ? SayAfterRecovery : SayAgainAfter))
            {
                (trouble.SaidAt[code], trouble.IsSaid) = (now, true);
                LogFailed(logger, operation, status, code);
            }
        }
    }

    /// <summary>Notes that an operation succeeded.</summary>
    public void Succeeded(string operation)
    {
        if (!troubles.TryGetValue(operation, out var trouble) || trouble.Failure is null)
            return;

        lock (trouble)
        {
            if (trouble is { Failure: not null, IsSaid: true })
                LogWorks(logger, operation);

            trouble.Failure = null;
        }
    }

    [LoggerMessage(8004, LogLevel.Warning, "Storage: {Operation} fails ({Status} {Code})", EventName = "8004")]
    private static partial void LogFailed(ILogger logger, string operation, int? status, string code);

    [LoggerMessage(8005, LogLevel.Information, "Storage: {Operation} works again", EventName = "8005")]
    private static partial void LogWorks(ILogger logger, string operation);

    private sealed class Trouble
    {
        public volatile StorageFailure? Failure;

        /// <summary>Whether the present failure was logged.</summary>
        public bool IsSaid { get; set; }

        /// <summary>When each code was last logged.</summary>
        public Dictionary<string, DateTimeOffset> SaidAt { get; } = [];
    }
}

/// <summary>An operation on the storage that fails.</summary>
/// <param name="Operation">What was tried.</param>
/// <param name="Status">The service's status; null when it gave none.</param>
/// <param name="Code">The service's error code, or what the network said.</param>
/// <param name="Since">When it failed first since it worked last.</param>
/// <param name="Last">When it failed last.</param>
public sealed record StorageFailure(string Operation, int? Status, string Code, DateTimeOffset Since, DateTimeOffset Last);
