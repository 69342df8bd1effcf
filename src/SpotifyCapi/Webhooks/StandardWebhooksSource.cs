using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Settings;
using SpotifyCapi.Text;

namespace SpotifyCapi.Webhooks;

/// <summary>How a secret becomes a key.</summary>
internal enum StandardWebhooksSecretFormat
{
    /// <summary>After <c>whsec_</c> it is Base64; without that prefix both readings are tried. The default.</summary>
    Auto,

    /// <summary>Base64, with or without <c>whsec_</c>.</summary>
    Base64,

    /// <summary>The bytes of the text itself, as with BigCommerce's client secret.</summary>
    Raw,
}

/// <summary>Options of a Standard Webhooks source.</summary>
internal sealed record StandardWebhooksOptions
{
    /// <summary>How far <c>webhook-timestamp</c> may be from the time of arrival, before or after.</summary>
    public TimeSpan Tolerance { get; init; } = SignatureTimestamp.DefaultTolerance;

    public StandardWebhooksSecretFormat SecretFormat { get; init; }

    /// <summary>What the three headers start with. Older senders on Svix use <c>svix</c>.</summary>
    public string HeaderPrefix { get; init; } = "webhook";

    public static StandardWebhooksOptions Read(SettingReader settings)
    {
        var defaults = new StandardWebhooksOptions();
        return new StandardWebhooksOptions
        {
            Tolerance = settings.Duration(nameof(Tolerance), defaults.Tolerance, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            SecretFormat = settings.Enum(nameof(SecretFormat), defaults.SecretFormat),
            HeaderPrefix = settings.HeaderName(nameof(HeaderPrefix))?.TrimEnd('-') ?? defaults.HeaderPrefix,
        };
    }
}

/// <summary>
/// A sender that follows Standard Webhooks 1.0.0 (github.com/standard-webhooks/standard-webhooks). Signed are id, time of the attempt and body;
/// the id is the same on every retry. The signature header lists several while the sender rotates its secret; versions other than v1 (v1a is a
/// public-key signature) are passed over.
/// </summary>
internal sealed class StandardWebhooksSource(StandardWebhooksOptions options) : IWebhookSource
{
    private const string Version = "v1,";
    private const string SecretPrefix = "whsec_";

    private readonly string idHeader = options.HeaderPrefix + "-id";
    private readonly string timestampHeader = options.HeaderPrefix + "-timestamp";
    private readonly string signatureHeader = options.HeaderPrefix + "-signature";

    public bool SenderIsPlatform => false;

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
        return SignatureTimestamp.Check(result, seconds, request.ReceivedAt, options.Tolerance);
    }

    public SourceReading Read(WebhookRequest request)
    {
        var id = SenderId.OrNull(request.Only(idHeader));
        return JsonPayload.Read(
            request.Body,
            root => WithTime(WithId(IsEnvelope(root) ? Unwrap(root, id) : JsonPayload.ReadCanonical(request.Body, id), id), request.Only(timestampHeader)));
    }

    // The header tells when it was sent, for events whose body tells no time.
    private static SourceReading WithTime(SourceReading reading, string? timestamp)
    {
        if (reading is SourceReading.Events(var events, _) && UnixTime.TryParse(timestamp, out var sent))
        {
            foreach (var item in events.Where(item => item.EventTimeText.IsBlank && !item.ReadErrors.Exists(error => error.Field == "event_time")))
                item.EventTime = sent.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }

        return reading;
    }

    // One HMAC for each key, however long a list a stranger sends.
    private SignatureResult Verify(SignedContent content, ReadOnlySpan<char> list, IReadOnlyList<SecretValue> secrets)
    {
        var (isReadable, matches) = (secrets.Count == 0, false);
        Span<byte> expected = stackalloc byte[HmacSignature.Size];
        Span<byte> signature = stackalloc byte[HmacSignature.Size];
        foreach (var key in secrets.SelectMany(Keys))
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

    // A secret that cannot be read in its format gives no key, and so can never be right.
    private IEnumerable<byte[]> Keys(SecretValue secret)
    {
        var (text, format) = (secret.Reveal(), options.SecretFormat);
        var isPrefixed = text.StartsWith(SecretPrefix, StringComparison.Ordinal);
        if (format != StandardWebhooksSecretFormat.Raw && HmacSignature.DecodeSecret(isPrefixed ? text[SecretPrefix.Length..] : text) is { } decoded)
            yield return decoded;

        if (format == StandardWebhooksSecretFormat.Raw || (format == StandardWebhooksSecretFormat.Auto && !isPrefixed))
            yield return secret.Utf8.ToArray();
    }

    // The convention {"type":…,"timestamp":…,"data":…} whose data is a canonical event.
    private static bool IsEnvelope(JsonElement root) =>
        root.Text("type") is not null
        && root.At("data").ValueKind != JsonValueKind.Undefined
        && root.At("event_name").ValueKind == JsonValueKind.Undefined
        && root.At("events").ValueKind != JsonValueKind.Array;

    // What data does not say itself is taken from around it.
    private static SourceReading Unwrap(JsonElement envelope, string? id)
    {
        var reading = JsonPayload.ReadCanonical(JsonMarshal.GetRawUtf8Value(envelope.At("data")).ToArray(), id);
        if (reading is SourceReading.Events(var events, _))
        {
            foreach (var item in events)
            {
                item.EventName ??= envelope.Text("type");
                item.EventTime ??= envelope.Text("timestamp");
            }
        }

        return reading;
    }

    // Without an id of its own an event has that of its message, which several cannot share.
    private static SourceReading WithId(SourceReading reading, string? id)
    {
        if (reading is SourceReading.Events([var only], _) && !only.ReadErrors.Exists(error => error.Field is "event_id" or "") && !only.KeepsId())
            only.EventId = id;

        return reading;
    }
}
