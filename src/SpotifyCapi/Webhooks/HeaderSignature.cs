using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Events;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>Checks a signature that stands in one header, or that the body brings itself.</summary>
public static class HeaderSignature
{
    /// <summary>Checks a signature as options describe it, against at least one secret.</summary>
    public static SignatureResult Verify(WebhookRequest request, HeaderSignatureOptions options, IReadOnlyList<SecretValue> secrets)
    {
        // Without a secret only the headers are asked, and this signature is in the body.
        if (options.Scheme == SignatureScheme.Jwt)
            return secrets.Count == 0 ? SignatureResult.Mismatch : RsaSignature.VerifyToken(request.Body.Span, secrets, request.ReceivedAt, out _);

        if (request.Header(options.Header) is not [{ Length: > 0 } header])
            return Absent(request.Header(options.Header).Count);

        return options.Scheme switch
        {
            SignatureScheme.Jws => RsaSignature.VerifyDetached(header, request.Body.Span, secrets),
            SignatureScheme.Token => VerifyToken(header, options.Prefix, secrets),
            SignatureScheme.Basic => VerifyBasic(header, secrets),
            SignatureScheme.Bearer => RsaSignature.VerifyBearer(header, options, secrets, request.ReceivedAt),
            _ => VerifyHmac(header, request, options, secrets),
        };
    }

    /// <summary>
    /// Reads the one Base64 HMAC-SHA256 that stands under one of several header names, which together may have one value.
    /// <see cref="SignatureResult.Valid"/> says that it could be read; it is not compared yet.
    /// </summary>
    internal static SignatureResult ReadBase64(WebhookRequest request, Span<byte> signature, params ReadOnlySpan<string> names)
    {
        var (header, count) = ((string?)null, 0);
        foreach (var name in names)
        {
            var values = request.Header(name);
            (header, count) = (values.Count > 0 ? values[0] : header, count + values.Count);
        }

        return count != 1 ? Absent(count) : HmacSignature.TryReadBase64(header, signature) ? SignatureResult.Valid : SignatureResult.Malformed;
    }

    private static SignatureResult VerifyHmac(string header, WebhookRequest request, HeaderSignatureOptions options, IReadOnlyList<SecretValue> secrets)
    {
        var timestamp = string.Empty;
        var signatures = new ReadOnlySpan<string>(in header);
        if (options.HeaderFormat is { } format)
        {
            var listed = new List<string>(1);
            if (format.Read(header, out timestamp, listed) is var read and not SignatureResult.Valid)
                return read;

            signatures = CollectionsMarshal.AsSpan(listed);
        }

        var room = signatures.Length * HmacSignature.SizeOf(options.Algorithm);
        var readable = Decode(signatures, options, room <= HmacSignature.LongestSize ? stackalloc byte[HmacSignature.LongestSize] : new byte[room]);
        if (readable.IsEmpty)
            return SignatureResult.Malformed;

        if (options.TimestampHeader is { } name)
        {
            if (request.Header(name) is not [var only])
                return Absent(request.Header(name).Count);

            timestamp = only;
        }

        var signsTime = options.TimestampHeader is not null || options.HeaderFormat?.HasTimestamp == true;
        var signedAt = default(DateTimeOffset);
        if (signsTime && !SignatureTimestamp.TryRead(timestamp, options.TimestampFormat, out signedAt))
            return SignatureResult.Malformed;

        if (!options.Template.TryFill(request, options, timestamp, out var before, out var after))
            return SignatureResult.Missing;

        var result = HmacSignature.Verify(
            options.Algorithm, new SignedContent(before, request.Body.Span, after), readable, secrets, options.SecretFormat);
        return signsTime ? SignatureTimestamp.Check(result, signedAt, request.ReceivedAt, options.Tolerance) : result;
    }

    // Those that can be read, one after the other.
    private static ReadOnlySpan<byte> Decode(ReadOnlySpan<string> signatures, HeaderSignatureOptions options, Span<byte> readable)
    {
        var (length, size) = (0, HmacSignature.SizeOf(options.Algorithm));
        foreach (var text in signatures)
        {
            if (text.StartsWith(options.Prefix, StringComparison.Ordinal)
                && HmacSignature.TryRead(text.AsSpan(options.Prefix.Length), options.Encoding, readable.Slice(length, size)))
            {
                length += size;
            }
        }

        return readable[..length];
    }

    private static SignatureResult VerifyToken(string header, string prefix, IReadOnlyList<SecretValue> secrets) =>
        header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            ? Same(Encoding.UTF8.GetBytes(header[prefix.Length..].Trim()), secrets)
            : SignatureResult.Malformed;

    private static SignatureResult VerifyBasic(string header, IReadOnlyList<SecretValue> secrets)
    {
        const string Start = "Basic ";
        var bytes = new byte[header.Length];
        return header.StartsWith(Start, StringComparison.OrdinalIgnoreCase)
            && Convert.TryFromBase64String(header[Start.Length..].Trim(), bytes, out var length)
                ? Same(bytes.AsSpan(0, length), secrets)
                : SignatureResult.Malformed;
    }

    // Digests are compared, so that not even a secret's length shows in the time.
    private static SignatureResult Same(ReadOnlySpan<byte> given, IReadOnlyList<SecretValue> secrets)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> wanted = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(given, digest);
        var matches = false;
        foreach (var secret in secrets)
        {
            SHA256.HashData(secret.Utf8, wanted);
            matches |= CryptographicOperations.FixedTimeEquals(digest, wanted);
        }

        return matches ? SignatureResult.Valid : SignatureResult.Mismatch;
    }

    private static SignatureResult Absent(int count) => count > 1 ? SignatureResult.Repeated : SignatureResult.Missing;
}

/// <summary>The time at which a delivery was signed. It bounds how long a captured request can be sent again.</summary>
internal static class SignatureTimestamp
{
    private const long LastSecond = 253_402_300_799;

    /// <summary>The tolerance of the Standard Webhooks libraries.</summary>
    public static TimeSpan DefaultTolerance { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Reads digits only: no sign, blank or fraction.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out long seconds) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);

    /// <summary>Reads a time as its sender writes it.</summary>
    public static bool TryRead(string text, SignatureTime format, out DateTimeOffset time)
    {
        time = default;
        if (format == SignatureTime.Rfc3339)
            return EventTime.Parse(text, out time) == EventTimeResult.Valid;

        var unit = format == SignatureTime.Milliseconds ? 1000 : 1;
        if (!TryRead(text, out var number) || number / unit > LastSecond)
            return false;

        time = DateTimeOffset.FromUnixTimeMilliseconds(number * (1000 / unit));
        return true;
    }

    /// <summary>A valid signature is stale when its time is further away than the tolerance, before or after.</summary>
    public static SignatureResult Check(SignatureResult result, long seconds, DateTimeOffset receivedAt, TimeSpan tolerance) =>
        result == SignatureResult.Valid && Math.Abs(receivedAt.ToUnixTimeSeconds() - seconds) > (long)tolerance.TotalSeconds
            ? SignatureResult.Stale
            : result;

    /// <inheritdoc cref="Check(SignatureResult, long, DateTimeOffset, TimeSpan)"/>
    public static SignatureResult Check(SignatureResult result, DateTimeOffset time, DateTimeOffset receivedAt, TimeSpan tolerance) =>
        Check(result, time.ToUnixTimeSeconds(), receivedAt, tolerance);
}
