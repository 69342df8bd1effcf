using Microsoft.Extensions.Logging;
using SpotifyCapi.Settings;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Webhooks;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>Checks the signatures of webhooks.</summary>
public sealed partial class WebhookSignatures(ISecretReader secrets, ConversionTelemetry telemetry, ILogger<WebhookSignatures> logger)
{
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
        {
            telemetry.SignatureRefused(source.Name, result.ToString());
            LogRefused(logger, source.Name, result);
        }

        return result;
    }

    // Together, because a sender waits for a few seconds only, however many secrets a silent vault holds; each for itself, because one that is
    // named too early or too late must not refuse what another one fits.
    private static async Task<(IReadOnlyList<SecretValue> Values, SecretUnavailableException? Missing)> ReadAsync(
        Source source, Func<string, ValueTask<SecretValue>> read)
    {
        SecretUnavailableException? missing = null;
        var values = await Task.WhenAll(source.SecretNames.Select(async name =>
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
}
