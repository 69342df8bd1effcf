using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Settings;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Webhooks;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>
/// Checks the signatures of webhooks. Anyone can call the address, so each refusal is only counted; an alert is raised by several signatures in a row that
/// have the right form and do not fit, which is what a secret that was changed at one end looks like.
/// </summary>
public sealed partial class WebhookSignatures(ISecretReader secrets, ConversionTelemetry telemetry, TimeProvider time, ILogger<WebhookSignatures> logger)
{
    // Shopify ends a subscription after eight failures.
    private const int MostInARow = 5;

    private static readonly TimeSpan RowWindow = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromMinutes(10);

    // By names of configured sources: there are few.
    private readonly ConcurrentDictionary<string, Row> rows = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a webhook is refused whatever its body says; null: the body must be read.</summary>
    /// <param name="head">The request without its body.</param>
    public static SignatureResult? RefuseUnread(Source source, WebhookRequest head) =>
        source.Webhooks.Verify(head, []) is var result and not SignatureResult.Mismatch ? result : null;

    /// <summary>Counts a refusal.</summary>
    public void Refused(Source source, SignatureResult result)
    {
        telemetry.SignatureRefused(source.Name, result.ToString());
        LogRefused(logger, source.Name, result);
    }

    /// <summary>Checks a signature against all secrets of the source.</summary>
    /// <exception cref="SecretUnavailableException">No available secret fits, and one that might cannot be read.</exception>
    public async Task<SignatureResult> VerifyAsync(Source source, WebhookRequest request, CancellationToken cancellationToken)
    {
        var (values, missing) = await ReadAsync(source, name => secrets.GetAsync(name, cancellationToken));
        var result = values.Count > 0 ? source.Webhooks.Verify(request, values) : SignatureResult.Mismatch;
        if (result == SignatureResult.Mismatch && missing is null)
        {
            // It may have been replaced in shop and vault alike since it was read; the reader limits how often it looks.
            (values, missing) = await ReadAsync(source, name => secrets.RefreshAsync(name, cancellationToken));
            result = values.Count > 0 ? source.Webhooks.Verify(request, values) : result;
        }

        if (result == SignatureResult.Mismatch && missing is not null)
            throw missing;

        if (result != SignatureResult.Valid)
            Refused(source, result);

        NoteRow(source, result);
        return result;
    }

    private void NoteRow(Source source, SignatureResult result)
    {
        var row = rows.GetOrAdd(source.Name, _ => new Row());
        lock (row)
        {
            var now = time.GetUtcNow();
            if (result == SignatureResult.Valid || now - row.Since > RowWindow)
                (row.Count, row.Since) = (0, now);

            row.Count += result is SignatureResult.Mismatch or SignatureResult.Stale ? 1 : 0;
            if (row.Count < MostInARow || now - row.SaidAt < SayAgainAfter)
                return;

            row.SaidAt = now;
            LogInARow(logger, source.Name, row.Count, result);
        }
    }

    // Together, because a sender waits for a few seconds only, however many secrets a silent vault holds; each for itself, because one that is
    // named too early or too late must not refuse what another one fits.
    private static async Task<(IReadOnlyList<SecretValue> Values, SecretUnavailableException? Missing)> ReadAsync(
        Source source, Func<string, ValueTask<SecretValue>> read)
    {
        SecretUnavailableException? missing = null;
        var keySet = source.Webhooks.KeySet is { } address ? new[] { address.AbsoluteUri } : [];
        var values = await Task.WhenAll(source.SecretNames.Concat(keySet).Select(async name =>
        {
            try
            {
                return await read(name);
            }
            catch (SecretUnavailableException exception)
            {
                missing = exception;
                return null;
            }
        }));
        return ([.. values.OfType<SecretValue>()], missing);
    }

    [LoggerMessage(1002, LogLevel.Information, "{Source}: signature refused ({Result})", EventName = "1002")]
    private static partial void LogRefused(ILogger logger, string source, SignatureResult result);

    [LoggerMessage(1006, LogLevel.Warning, "{Source}: {Refused} signatures in a row do not fit ({Result})", EventName = "1006")]
    private static partial void LogInARow(ILogger logger, string source, int refused, SignatureResult result);

    private sealed class Row
    {
        public int Count { get; set; }

        public DateTimeOffset Since { get; set; }

        public DateTimeOffset SaidAt { get; set; }
    }
}
