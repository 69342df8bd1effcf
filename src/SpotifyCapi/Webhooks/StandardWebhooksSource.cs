using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>
/// A sender of Standard Webhooks. Signed are id, time of the attempt and body; the id is the same on every retry. The signature header
/// lists several while the sender rotates its secret; versions other than v1 (v1a is a public-key signature) are passed over.
/// </summary>
/// <param name="options">Options of the source.</param>
public sealed class StandardWebhooksSource(StandardWebhooksOptions options) : IWebhookSource
{
    private const string Version = "v1,";

    private readonly string idHeader = options.HeaderPrefix + "-id";
    private readonly string timestampHeader = options.HeaderPrefix + "-timestamp";
    private readonly string signatureHeader = options.HeaderPrefix + "-signature";

    /// <inheritdoc/>
    public bool SenderIsPlatform => false;

    /// <inheritdoc/>
    public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets)
    {
        foreach (var name in (ReadOnlySpan<string>)[idHeader, timestampHeader, signatureHeader])
        {
            if (request.Header(name) is not [{ Length: > 0 }])
                return request.Header(name).Count > 1 ? SignatureResult.Repeated : SignatureResult.Missing;
        }

        var timestamp = request.Only(timestampHeader);
        if (!SignatureTimestamp.TryRead(timestamp, out var seconds))
            return SignatureResult.Malformed;

        var before = Encoding.UTF8.GetBytes($"{request.Only(idHeader)}.{timestamp}.");
        var result = Verify(new SignedContent(before, request.Body.Span, default), request.Only(signatureHeader), secrets);
        return result == SignatureResult.Valid && !SignatureTimestamp.IsFresh(seconds, request.ReceivedAt, options.Tolerance)
            ? SignatureResult.Stale
            : result;
    }

    /// <inheritdoc/>
    public SourceReading Read(WebhookRequest request) =>
        StandardWebhooksBody.Read(request, request.Only(idHeader), request.Only(timestampHeader));

    // One HMAC for each key, however long a list a stranger sends.
    private SignatureResult Verify(SignedContent content, ReadOnlySpan<char> list, IReadOnlyList<SecretValue> secrets)
    {
        var (isReadable, matches) = (false, false);
        Span<byte> expected = stackalloc byte[HmacSignature.Size];
        Span<byte> signature = stackalloc byte[HmacSignature.Size];
        foreach (var key in StandardWebhooksKeys.Of(secrets, options.SecretFormat))
        {
            if (!HmacSignature.TryCompute(HmacAlgorithm.Sha256, key, content, expected))
                continue;

            foreach (var range in list.Split(' '))
            {
                var entry = list[range];
                if (entry.StartsWith(Version, StringComparison.Ordinal) && HmacSignature.TryReadBase64(entry[Version.Length..], signature))
                {
                    isReadable = true;
                    matches |= CryptographicOperations.FixedTimeEquals(expected, signature);
                }
            }
        }

        return matches ? SignatureResult.Valid : isReadable ? SignatureResult.Mismatch : SignatureResult.Malformed;
    }
}
