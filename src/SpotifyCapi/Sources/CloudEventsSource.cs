using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Sources;

/// <summary>What a delivery with an unknown secret is answered with.</summary>
internal enum UnknownSecret
{
    /// <summary>401. The default.</summary>
    Unauthorized,

    /// <summary>503: it is sent again.</summary>
    Unavailable,
}

/// <summary>
/// CloudEvents 1.0 over HTTP, structured, in batches or binary, and the older schema of Azure Event Grid. Nothing is signed: a secret in a header
/// or an access token says who sends. Its data is a canonical event, or anything that a mapping reads.
/// </summary>
internal sealed class CloudEventsSource(
    HeaderSignatureOptions signature, EventMapping? mapping, IReadOnlyList<string> origins, UnknownSecret unknownSecret, Uri? keySet,
    IReadOnlyList<string> ownNumbers)
    : IWebhookSource
{
    /// <summary>Azure Event Grid sends as many at once.</summary>
    private const int MaxEvents = 5000;

    private const int LongestCode = 256;
    private const string SystemEvents = "Microsoft.EventGrid.";

    public bool SenderIsPlatform => false;

    public int MaxHandshakeBytes => 8192;

    public Uri? KeySet => keySet;

    public IReadOnlyList<string> OwnNumbers => ownNumbers;

    public bool UnknownSecretIsTemporary => unknownSecret == UnknownSecret.Unavailable;

    /// <summary>Makes a source from its settings.</summary>
    public static CloudEventsSource Create(SettingReader settings)
    {
        if (settings.Text("Scheme") is null && settings.Text("Preset") is null)
            settings = settings.Over(new Dictionary<string, string> { ["Scheme"] = nameof(SignatureScheme.Token), ["Header"] = "X-Webhook-Secret" });

        var signature = HeaderSignatureOptions.Read(settings);
        var isMapped = settings.Children("Map").Count > 0;
        var options = EventMappingOptions.Read(settings, isRequired: isMapped);
        var origins = settings.List("AllowedOrigins");
        return new CloudEventsSource(
            signature,
            isMapped ? new EventMapping(options) : null,
            origins.Count > 0 ? origins : ["eventgrid.azure.net"],
            settings.Enum("UnknownSecret", UnknownSecret.Unauthorized),
            MappedSource.KeySetAddress(settings, signature),
            isMapped ? options.IdShapes : []);
    }

    public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets) => HeaderSignature.Verify(request, signature, secrets);

    /// <summary>Event Grid's proof that the address is ours. It is no proof of who sends, so its <c>validationUrl</c> is never opened.</summary>
    public bool IsHandshake(WebhookRequest request) => HandshakeAnswer(request) is not null;

    public string? HandshakeAnswer(WebhookRequest request)
    {
        if (!string.Equals(request.Only("aeg-event-type"), "SubscriptionValidation", StringComparison.OrdinalIgnoreCase))
            return null;

        string? code = null;
        JsonPayload.Read(request.Body, root =>
        {
            code = (root.ValueKind == JsonValueKind.Array ? root.Elements().FirstOrDefault() : root).At("data").Text("validationCode");
            return new SourceReading.Ignored(IgnoreReasons.IgnoredTopic);
        });
        return code is { Length: <= LongestCode } && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? $$"""{"validationResponse":"{{code}}"}"""
            : null;
    }

    /// <summary>The CloudEvents handshake (HTTP 1.1 Web Hooks for Event Delivery, 4). Only origins of the list are let in.</summary>
    public IReadOnlyDictionary<string, string>? Permission(WebhookRequest request)
    {
        if (request.Only("WebHook-Request-Origin") is not { } origin || !origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
            return null;

        var rate = request.Only("WebHook-Request-Rate");
        return new Dictionary<string, string>
        {
            ["Allow"] = "POST",
            ["WebHook-Allowed-Origin"] = origin,
            ["WebHook-Allowed-Rate"] = int.TryParse(rate, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? rate : "*",
        };
    }

    public SourceReading Read(WebhookRequest request) => Read(request, null);

    public IReadOnlyList<MappedValue> Explain(WebhookRequest request)
    {
        var found = new List<MappedValue>();
        if (mapping is not null)
            Read(request, found);

        return found;
    }

    private SourceReading Read(WebhookRequest request, List<MappedValue>? found) => JsonPayload.Read(request.Body, root =>
    {
        if (IsBinary(request))
            return JsonPayload.Read(Envelope(request, root), whole => ReadAll([whole], request, found));

        return root.ValueKind switch
        {
            JsonValueKind.Object => ReadAll([root], request, found),
            JsonValueKind.Array when root.GetArrayLength() == 0 => JsonPayload.Malformed(ErrorCodes.NoEvents, "There is no event in the request."),
            JsonValueKind.Array when root.GetArrayLength() > MaxEvents => JsonPayload.Malformed(
                ErrorCodes.TooManyEvents, $"At most {MaxEvents} events fit in one request; send the rest in another."),
            JsonValueKind.Array => ReadAll([.. root.EnumerateArray()], request, found),
            _ => JsonPayload.Malformed(ErrorCodes.UnexpectedShape, "Send a CloudEvents event or an array of them."),
        };
    });

    private SourceReading ReadAll(IReadOnlyList<JsonElement> envelopes, WebhookRequest request, List<MappedValue>? found)
    {
        var events = new List<ConversionEvent>();
        foreach (var envelope in envelopes)
            events.AddRange(ReadOne(new CloudEvent(envelope), request, found));

        if (events.Count > MaxEvents)
            return JsonPayload.Malformed(ErrorCodes.TooManyEvents, $"At most {MaxEvents} events fit in one request; send the rest in another.");

        return new SourceReading.Events(events, envelopes is [var only] ? new CloudEvent(only).Key : null);
    }

    // What cannot be read is an event with an error of its own: the others of its batch count.
    private IReadOnlyList<ConversionEvent> ReadOne(CloudEvent envelope, WebhookRequest request, List<MappedValue>? found)
    {
        if (!envelope.IsOne)
            return [Broken(ErrorCodes.UnexpectedShape, "This is not a CloudEvents 1.0 event: it needs id, source and type.", null)];

        if (envelope.Type!.StartsWith(SystemEvents, StringComparison.OrdinalIgnoreCase))
            return [new ConversionEvent { EventId = envelope.Id, Topic = envelope.Type, SourceIgnores = IgnoreReasons.IgnoredTopic }];

        var reading = mapping is not null
            ? JsonPayload.Read(envelope.Unpacked(), root => mapping.Read(new MappedPayload(root, request), found))
            : JsonPayload.ReadCanonical(envelope.Data());
        switch (reading)
        {
            case SourceReading.Events(var events, _):
                foreach (var item in events)
                    Complete(item, envelope, isOnly: events.Count == 1);

                return events;
            case SourceReading.Ignored(var reason, var id):
                return [new ConversionEvent { EventId = id ?? envelope.Id, Topic = envelope.Type, SourceIgnores = reason }];
            case SourceReading.Malformed(var error):
                return [Broken(error.Code, error.Message, envelope)];
            default:
                throw new InvalidOperationException();
        }
    }

    // What the data does not say itself is taken from around it; several events cannot share one id.
    private static void Complete(ConversionEvent item, CloudEvent envelope, bool isOnly)
    {
        item.EventName ??= envelope.Type;
        if (!item.ReadErrors.Exists(error => error.Field == "event_time"))
            item.EventTime ??= envelope.Time;

        item.EventId ??= isOnly ? envelope.Subject ?? envelope.Id : null;
        item.Topic ??= envelope.Type;
    }

    private static ConversionEvent Broken(string code, string message, CloudEvent? envelope) =>
        new() { EventId = envelope?.Id, Topic = envelope?.Type, ReadErrors = { new ValidationError(code, string.Empty, message) } };

    private static bool IsBinary(WebhookRequest request) =>
        request.Only("ce-specversion") is not null
        && request.Only("Content-Type")?.Contains("application/cloudevents", StringComparison.OrdinalIgnoreCase) != true;

    // Attributes of a binary event stand in headers, what is not plain ASCII percent-encoded (CloudEvents HTTP binding, 3.1.3.2).
    private static ReadOnlyMemory<byte> Envelope(WebhookRequest request, JsonElement data)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        foreach (var name in (ReadOnlySpan<string>)["specversion", "id", "source", "type", "subject", "time"])
        {
            if (request.Only("ce-" + name) is { } value)
                writer.WriteString(name, Uri.UnescapeDataString(value));
        }

        writer.WritePropertyName("data");
        data.WriteTo(writer);
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenMemory;
    }
}

/// <summary>An event's envelope, of CloudEvents 1.0 or of Event Grid's own schema.</summary>
internal readonly struct CloudEvent(JsonElement envelope)
{
    public bool IsOne => Id is not null && Source is not null && Type is not null;

    public string? Id => envelope.Text("id");

    public string? Type => envelope.Text("type") ?? envelope.Text("eventType");

    public string? Subject => envelope.Text("subject");

    public string? Time => envelope.Text("time") ?? envelope.Text("eventTime");

    /// <summary>The same on every retry: <c>source</c> and <c>id</c> together (CloudEvents 1.0, "Required Attributes").</summary>
    public string? Key => IsOne ? $"{Source} {Id}" : null;

    private string? Source => envelope.Text("source") ?? envelope.Text("topic");

    /// <summary>The JSON of its data, decoded where it is Base64; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Data()
    {
        if (envelope.At("data") is { ValueKind: not JsonValueKind.Undefined } data)
            return JsonMarshal.GetRawUtf8Value(data).ToArray();

        return envelope.Text("data_base64") is { } text && new byte[text.Length] is var bytes && Convert.TryFromBase64String(text, bytes, out var length)
            ? bytes.AsMemory(0, length)
            : default;
    }

    /// <summary>The whole with its data as JSON.</summary>
    public ReadOnlyMemory<byte> Unpacked()
    {
        var raw = JsonMarshal.GetRawUtf8Value(envelope);
        return envelope.At("data_base64").ValueKind == JsonValueKind.Undefined || Data() is not { IsEmpty: false } data
            ? raw.ToArray()
            : (byte[])[.. raw[..^1], .. ",\"data\":"u8, .. data.Span, (byte)'}'];
    }
}
