using System.Globalization;
using System.Text;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>Checks a signature that stands alone in one header.</summary>
public static class HeaderSignature
{
    /// <summary>Checks a signature as options describe it, against at least one secret.</summary>
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
        return SignatureTimestamp.Check(result, seconds, request.ReceivedAt, options.Tolerance);
    }

    /// <summary>
    /// Reads the one Base64 HMAC-SHA256 that stands under one of several header names, which together may have one value.
    /// <see cref="SignatureResult.Valid"/> says that it could be read; it is not compared yet.
    /// </summary>
    internal static SignatureResult ReadBase64(WebhookRequest request, Span<byte> signature, params ReadOnlySpan<string> names)
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

/// <summary>Where a sender puts its signature and what it is over.</summary>
public sealed record HeaderSignatureOptions
{
    /// <summary>The header that carries the signature.</summary>
    public required string Header { get; init; }

    /// <summary>Text before the signature in the header, such as <c>sha256=</c>, or <c>HMAC </c> with its blank; empty by default.</summary>
    public string Prefix { get; init; } = string.Empty;

    /// <summary>How the signature is written; <see cref="SignatureEncoding.Hex"/> by default.</summary>
    public SignatureEncoding Encoding { get; init; }

    /// <summary>The hash function; <see cref="HmacAlgorithm.Sha256"/> by default.</summary>
    public HmacAlgorithm Algorithm { get; init; }

    /// <summary>The header that carries the time of signing in Unix seconds; null: the time is not checked.</summary>
    public string? TimestampHeader { get; init; }

    /// <summary>What is signed; the body alone by default.</summary>
    public SigningTemplate Template { get; init; } = SigningTemplate.BodyOnly;

    /// <summary>How far the time of signing may be from the time of arrival; 5 minutes by default.</summary>
    public TimeSpan Tolerance { get; init; } = SignatureTimestamp.DefaultTolerance;

    /// <summary>Reads the options; without a default a header must be set.</summary>
    public static HeaderSignatureOptions Read(SettingReader settings, string? defaultHeader = null)
    {
        var header = settings.Text(nameof(Header)) ?? defaultHeader
            ?? settings.Required(nameof(Header), "the name of the header that carries the signature, such as X-Hub-Signature-256");
        var defaults = new HeaderSignatureOptions { Header = header };
        var timestamp = settings.Text(nameof(TimestampHeader));
        return defaults with
        {
            // HTTP takes away the blanks before a header's value, so none can be asked for there.
            Prefix = settings.Untrimmed(nameof(Prefix))?.TrimStart() ?? defaults.Prefix,
            Encoding = settings.Enum(nameof(Encoding), defaults.Encoding),
            Algorithm = settings.Enum(nameof(Algorithm), defaults.Algorithm),
            TimestampHeader = timestamp,
            Template = ReadTemplate(settings, timestamp is not null),
            Tolerance = settings.Duration(nameof(Tolerance), defaults.Tolerance, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
        };
    }

    // A time that is not signed proves nothing, and a placeholder without its header can never be filled.
    private static SigningTemplate ReadTemplate(SettingReader settings, bool hasTimestamp)
    {
        const string Name = "SignedContent";
        var text = settings.Text(Name);
        if (text is null && !hasTimestamp)
            return SigningTemplate.BodyOnly;

        var template = SigningTemplate.Parse(text ?? string.Empty);
        if (template is null)
        {
            settings.Problem(Name, "must hold {body} once, and {timestamp} when TimestampHeader is set, such as {timestamp}.{body}.");
        }
        else if (template.SignsTimestamp != hasTimestamp)
        {
            settings.Problem(Name, hasTimestamp
                ? "must hold {timestamp}, because TimestampHeader is set and a time that is not signed proves nothing."
                : "holds {timestamp}, so TimestampHeader must name the header that carries it.");
        }

        return template ?? SigningTemplate.BodyOnly;
    }
}

/// <summary>What a sender signs, written as a text with <c>{body}</c> and perhaps <c>{timestamp}</c>, such as <c>{timestamp}.{body}</c>.</summary>
/// <param name="Before">Text before the body.</param>
/// <param name="After">Text after the body.</param>
public sealed record SigningTemplate(string Before, string After)
{
    private const string TimestampPlaceholder = "{timestamp}";

    internal static SigningTemplate BodyOnly { get; } = new(string.Empty, string.Empty);

    internal bool SignsTimestamp => (Before + After).Contains(TimestampPlaceholder, StringComparison.Ordinal);

    /// <summary>Null unless the text holds <c>{body}</c> once, and no other placeholder than <c>{timestamp}</c>.</summary>
    internal static SigningTemplate? Parse(string text)
    {
        if (text.Split("{body}") is not [var before, var after])
            return null;

        var rest = (before + after).Replace(TimestampPlaceholder, string.Empty, StringComparison.Ordinal);
        return rest.AsSpan().ContainsAny('{', '}') ? null : new SigningTemplate(before, after);
    }

    internal SignedContent Fill(string timestamp, ReadOnlySpan<byte> body) => new(Fill(Before, timestamp), body, Fill(After, timestamp));

    private static byte[] Fill(string text, string timestamp) =>
        text.Length == 0 ? [] : Encoding.UTF8.GetBytes(text.Replace(TimestampPlaceholder, timestamp, StringComparison.Ordinal));
}

/// <summary>The time at which a delivery was signed, in Unix seconds. It bounds how long a captured request can be sent again.</summary>
internal static class SignatureTimestamp
{
    /// <summary>The tolerance of the Standard Webhooks libraries.</summary>
    public static TimeSpan DefaultTolerance { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Reads digits only: no sign, blank or fraction.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out long seconds) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seconds);

    /// <summary>A valid signature is stale when its time is further away than the tolerance, before or after.</summary>
    public static SignatureResult Check(SignatureResult result, long seconds, DateTimeOffset receivedAt, TimeSpan tolerance) =>
        result == SignatureResult.Valid && Math.Abs(receivedAt.ToUnixTimeSeconds() - seconds) > (long)tolerance.TotalSeconds
            ? SignatureResult.Stale
            : result;
}
