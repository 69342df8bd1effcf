using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>Checks a signature that stands alone in one header.</summary>
public static class HeaderSignature
{
    /// <summary>Checks a signature as options describe it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">Where it stands and what it is over.</param>
    /// <param name="secrets">At least one.</param>
    public static SignatureResult Verify(WebhookRequest request, HeaderSignatureOptions options, IReadOnlyList<SecretValue> secrets)
    {
        if (request.Header(options.Header) is not [var header])
            return Absent(request.Header(options.Header).Count);

        Span<byte> signature = stackalloc byte[HmacSignature.Size];
        signature = signature[..HmacSignature.SizeOf(options.Algorithm)];
        if (!header.StartsWith(options.Prefix, StringComparison.Ordinal)
            || !HmacSignature.TryRead(header.AsSpan(options.Prefix.Length), options.Encoding, signature))
        {
            return SignatureResult.Malformed;
        }

        if (options.TimestampHeader is not { } name)
            return HmacSignature.Verify(options.Algorithm, options.Template.Fill(string.Empty, request.Body.Span), signature, secrets);

        if (request.Header(name) is not [var timestamp])
            return Absent(request.Header(name).Count);

        if (!SignatureTimestamp.TryRead(timestamp, out var seconds))
            return SignatureResult.Malformed;

        var result = HmacSignature.Verify(options.Algorithm, options.Template.Fill(timestamp, request.Body.Span), signature, secrets);
        return result == SignatureResult.Valid && !SignatureTimestamp.IsFresh(seconds, request.ReceivedAt, options.Tolerance)
            ? SignatureResult.Stale
            : result;
    }

    /// <summary>Reads the one Base64 HMAC-SHA256 that stands under one of several header names.</summary>
    /// <param name="request">The request.</param>
    /// <param name="signature">Receives 32 bytes.</param>
    /// <param name="names">Header names; together they may have one value.</param>
    /// <returns><see cref="SignatureResult.Valid"/> when it could be read; it is not compared yet.</returns>
    public static SignatureResult ReadBase64(WebhookRequest request, Span<byte> signature, params ReadOnlySpan<string> names)
    {
        var headers = new List<string>(1);
        foreach (var name in names)
            headers.AddRange(request.Header(name));

        if (headers is not [var header])
            return Absent(headers.Count);

        return HmacSignature.TryReadBase64(header, signature) ? SignatureResult.Valid : SignatureResult.Malformed;
    }

    private static SignatureResult Absent(int count) => count == 0 ? SignatureResult.Missing : SignatureResult.Repeated;
}
