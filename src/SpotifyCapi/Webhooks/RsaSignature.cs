using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SpotifyCapi.Settings;
using SpotifyCapi.Text;

namespace SpotifyCapi.Webhooks;

/// <summary>
/// RS256 with public keys: a signed token (RFC 7515, compact) or a detached signature of the raw body (RFC 7797). No other algorithm is ever
/// accepted: with "none", or an HMAC made with the public key's text, anyone could sign.
/// </summary>
internal static class RsaSignature
{
    private const int MaxHeader = 4096;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = JsonBody.MaxDepth };

    /// <summary>Checks a token and its times (<c>exp</c>, <c>nbf</c>, <c>iat</c>) where it has them.</summary>
    /// <param name="token">ASCII; blanks around it are passed over.</param>
    /// <param name="keys">PEM texts, each with one or more public keys, or key sets (JWKS).</param>
    /// <param name="now">The time of arrival.</param>
    /// <param name="payload">What was signed; empty unless the result is valid.</param>
    public static SignatureResult VerifyToken(ReadOnlySpan<byte> token, IReadOnlyList<SecretValue> keys, DateTimeOffset now, out byte[] payload)
    {
        payload = [];
        token = token.Trim(" \t\r\n"u8);
        var (first, last) = (token.IndexOf((byte)'.'), token.LastIndexOf((byte)'.'));
        if (token.IsEmpty)
            return SignatureResult.Missing;

        if (first <= 0 || last == first || token.Length - last > MaxHeader || !IsRs256(token[..first], isDetached: false, out var keyId)
            || Decode(token[(last + 1)..]) is not { } signature)
        {
            return SignatureResult.Malformed;
        }

        // Nothing of a stranger's token is decoded.
        if (Verify(token[..last], signature, keyId, keys) is var result and not SignatureResult.Valid)
            return result;

        if (Decode(token[(first + 1)..last]) is not { } claims)
            return SignatureResult.Malformed;

        result = CheckTimes(claims, now);
        payload = result == SignatureResult.Valid ? claims : [];
        return result;
    }

    /// <summary>Checks an access token, and that it was made by the one and for the one that the options name.</summary>
    public static SignatureResult VerifyBearer(string header, HeaderSignatureOptions options, IReadOnlyList<SecretValue> keys, DateTimeOffset now)
    {
        const string Start = "Bearer ";
        if (!header.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
            return SignatureResult.Malformed;

        if (VerifyToken(Encoding.UTF8.GetBytes(header[Start.Length..]), keys, now, out var claims) is var result and not SignatureResult.Valid)
            return result;

        using var document = Parse(claims);
        var root = document?.RootElement ?? default;
        var audience = root.At("aud");
        var isMeant = audience.AsText() == options.Audience || audience.Elements().Any(one => one.AsText() == options.Audience);
        return isMeant && root.Text("iss") == options.Issuer && root.At("exp").ValueKind == JsonValueKind.Number
            ? SignatureResult.Valid
            : SignatureResult.Mismatch;
    }

    /// <summary>What a token says, without a look at its signature; null when it is no token.</summary>
    public static byte[]? Payload(ReadOnlySpan<byte> token) =>
        token.IndexOf((byte)'.') is >= 0 and var first && token.LastIndexOf((byte)'.') is var last && last > first
            ? Decode(token[(first + 1)..last])
            : null;

    /// <summary>Checks <c>header..signature</c> over <c>header.body</c>, the body as it is.</summary>
    public static SignatureResult VerifyDetached(string text, ReadOnlySpan<byte> body, IReadOnlyList<SecretValue> keys)
    {
        if (text.Split("..") is not [{ Length: > 0 and <= MaxHeader } header, { Length: > 0 } written]
            || !IsRs256(Encoding.UTF8.GetBytes(header), isDetached: true, out var keyId)
            || Decode(Encoding.UTF8.GetBytes(written)) is not { } signature)
        {
            return SignatureResult.Malformed;
        }

        return Verify([.. Encoding.UTF8.GetBytes(header + "."), .. body], signature, keyId, keys);
    }

    private static bool IsRs256(ReadOnlySpan<byte> header, bool isDetached, out string? keyId)
    {
        keyId = null;
        if (header.Length > MaxHeader || Decode(header) is not { } json || Parse(json) is not { } document)
            return false;

        using (document)
        {
            var root = document.RootElement;
            keyId = root.Text("kid");
            var critical = root.At("crit");

            // An extension that must be understood and is not (RFC 7515, 4.1.11). Saleor sets b64 without naming it there.
            var isKnown = critical.ValueKind == JsonValueKind.Undefined
                || (isDetached && critical.ValueKind == JsonValueKind.Array && critical.Elements().All(name => name.AsText() == "b64"));
            return isKnown && root.Text("alg") == "RS256" && (root.Flag("b64") ?? true) != isDetached;
        }
    }

    private static SignatureResult Verify(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature, string? keyId, IReadOnlyList<SecretValue> keys)
    {
        var digest = SHA256.HashData(content);
        var matches = false;
        foreach (var parameters in keys.SelectMany(key => PublicKeys.Read(key.Reveal(), keyId)))
        {
            using var rsa = RSA.Create(parameters);
            matches |= rsa.VerifyHash(digest, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        return matches ? SignatureResult.Valid : SignatureResult.Mismatch;
    }

    private static SignatureResult CheckTimes(byte[] claims, DateTimeOffset now)
    {
        using var document = Parse(claims);
        if (document is null)
            return SignatureResult.Malformed;

        var root = document.RootElement;
        var seconds = now.ToUnixTimeSeconds();
        var skew = (long)Skew.TotalSeconds;
        return Time("exp") is { } end && seconds > end + skew ? SignatureResult.Stale
            : Time("nbf") is { } start && seconds < start - skew ? SignatureResult.Stale
            : Time("iat") is { } made && seconds < made - skew ? SignatureResult.Stale
            : SignatureResult.Valid;

        double? Time(string name) => root.At(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var time) ? time : null;
    }

    internal static byte[]? Decode(ReadOnlySpan<byte> base64Url)
    {
        try
        {
            return base64Url.IsEmpty ? null : Base64Url.DecodeFromUtf8(base64Url);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    internal static JsonDocument? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json, Reading);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Public keys as a platform gives them: PEM, one or several in a text, or a key set (JWKS, RFC 7517).</summary>
internal static class PublicKeys
{
    private const string PemStart = "-----BEGIN ";

    /// <summary>The keys that a signature may be made with: in a set the one of its id, when it names one. What cannot be read is no key.</summary>
    public static IEnumerable<RSAParameters> Read(string text, string? keyId) =>
        text.AsSpan().TrimStart().StartsWith("{") ? ReadSet(text, keyId) : ReadPem(text);

    private static List<RSAParameters> ReadPem(string text)
    {
        // App settings hold one line: their line breaks are often written out.
        var keys = new List<RSAParameters>();
        foreach (var part in text.Replace("\\n", "\n", StringComparison.Ordinal).Split(PemStart, StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                using var rsa = RSA.Create();
                rsa.ImportFromPem(PemStart + part);
                keys.Add(rsa.ExportParameters(includePrivateParameters: false));
            }
            catch (Exception exception) when (exception is ArgumentException or CryptographicException)
            {
                // Not a key: nothing can be signed with it.
            }
        }

        return keys;
    }

    private static List<RSAParameters> ReadSet(string text, string? keyId)
    {
        var keys = new List<RSAParameters>();
        using var document = RsaSignature.Parse(Encoding.UTF8.GetBytes(text));
        foreach (var key in document?.RootElement.At("keys").Elements() ?? [])
        {
            var isMeant = keyId is null || key.Text("kid") is not { } id || id == keyId;
            if (isMeant && key.Text("kty") == "RSA" && (key.Text("alg") ?? "RS256") == "RS256" && (key.Text("use") ?? "sig") == "sig"
                && Number(key, "n") is { } modulus && Number(key, "e") is { } exponent)
            {
                keys.Add(new RSAParameters { Modulus = modulus, Exponent = exponent });
            }
        }

        return keys;
    }

    private static byte[]? Number(JsonElement key, string name) => key.Text(name) is { } text ? RsaSignature.Decode(Encoding.UTF8.GetBytes(text)) : null;
}
