using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Queueing;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;
using SpotifyCapi.Webhooks;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>The outcome that an event would have: the decision, and for an accepted one the exact body that Spotify would get.</summary>
/// <param name="Body">The request's JSON; empty unless accepted.</param>
public sealed record EventPreview(ConversionEvent Event, EventDecision Decision, ReadOnlyMemory<byte> Body)
{
    /// <summary>Fields that were left out of an event that is ignored for that very reason.</summary>
    public IReadOnlyList<DroppedField> DroppedAnyway { get; init; } = [];

    /// <summary>Takes an event along the whole way without queueing or sending it.</summary>
    public static EventPreview Of(EventValidator validator, ConversionEvent @event, Destination destination, string source, DateTimeOffset now)
    {
        var decision = validator.Validate(@event, destination);
        if (decision is not EventDecision.Accepted { Event: var accepted })
            return new EventPreview(@event, decision, default);

        if (EnvelopePacker.Pack(new EnvelopeHeader(destination.Name, source, 0, now), [accepted]).TooLarge.Count > 0)
            return new EventPreview(@event, new EventDecision.Rejected([EnvelopePacker.TooLargeError], accepted.Facts.Dropped), default);

        var hashed = HashedEvent.Of(accepted, destination.PhoneFormat);
        return new EventPreview(@event, decision, RequestBatcher.Write(IRequestFormat.For(destination.Profile), destination, [hashed])[0].Json);
    }
}

/// <summary>The answer of <c>POST /api/preview</c>.</summary>
internal sealed record PreviewJson(string Destination, string Profile, string Endpoint, IReadOnlyList<PreviewResultJson> Results)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For a source whose mapping is a setting: where each value was found, and whether it is sent.</summary>
    public IReadOnlyList<PreviewValueJson>? Mapping { get; init; }

    public static ReadOnlyMemory<byte> Write(
        Destination destination, IReadOnlyList<EventPreview> previews, bool redacted = false, IReadOnlyList<MappedValue>? mapping = null)
    {
        var results = previews.Select((preview, index) => PreviewResultJson.Of(destination, index, preview, redacted)).ToArray();
        var json = new PreviewJson(destination.Name, destination.Profile.ToString(), destination.Endpoint.AbsoluteUri, results)
        {
            Mapping = mapping is { Count: > 0 } ? [.. mapping.Select(value => PreviewValueJson.Of(value, results, redacted))] : null,
        };
        var output = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            JsonSerializer.Serialize(writer, json, PreviewJsonContext.Default.PreviewJson);
        }

        return output.WrittenMemory;
    }
}

/// <summary>A field of ours, the setting's words that its value was found by, the value, and whether it is kept.</summary>
internal sealed record PreviewValueJson(string Field, string From, string? Value, bool Kept)
{
    public static PreviewValueJson Of(MappedValue value, IReadOnlyList<PreviewResultJson> results, bool redacted)
    {
        var isPersonal = value.Field.StartsWith("user.", StringComparison.Ordinal) && value.Field != "user.country";
        var isLeftOut = results.Any(result => (result.Dropped ?? []).Concat(result.Errors ?? []).Any(finding => finding.Field == value.Field));
        return new(value.Field, value.From, value.Value is null ? null : redacted && isPersonal ? "***" : value.Value, value.Value is not null && !isLeftOut);
    }
}

/// <summary>The decision about one event. A finding about a dropped field has the same shape as an error.</summary>
internal sealed record PreviewResultJson(int Index, string? EventId, string Status)
{
    public string? Reason { get; init; }

    public IReadOnlyList<ValidationError>? Errors { get; init; }

    public IReadOnlyList<ValidationError>? Dropped { get; init; }

    public ExplanationJson? Explained { get; init; }

    public PreviewRequestJson? Request { get; init; }

    public static PreviewResultJson Of(Destination destination, int index, EventPreview preview, bool redacted) => preview.Decision switch
    {
        EventDecision.Accepted({ Facts: var facts }) => new(index, facts.EventId, "accepted")
        {
            Dropped = Findings(facts.Dropped),
            Explained = ExplanationJson.Of(facts),
            Request = PreviewRequestJson.To(destination, redacted ? RedactedBody.Of(preview.Body) : preview.Body),
        },
        EventDecision.Ignored(var reason) => new(index, SenderText.Id(preview.Event.EventId), "ignored")
        {
            Reason = reason,
            Explained = ExplanationJson.Of(reason),
            Dropped = preview.DroppedAnyway.Count > 0 ? Findings(preview.DroppedAnyway) : null,
        },
        EventDecision.Rejected(var errors, var dropped) => new(
            index, errors.Any(error => error.Code == ErrorCodes.EventIdIsPersonal) ? null : SenderText.Id(preview.Event.EventId), "rejected")
        {
            Errors = errors,
            Dropped = Findings(dropped),
        },
        _ => throw new InvalidOperationException(),
    };

    private static ValidationError[] Findings(IReadOnlyList<DroppedField> dropped) =>
        [.. dropped.Select(drop => new ValidationError(drop.Code, drop.Field, drop.Message))];
}

/// <summary>Which rule left the event out; or which signal decided the consent, and how the amount came about.</summary>
internal sealed record ExplanationJson(string? ExcludedBy, ConsentJson? Consent, AmountJson? Amount)
{
    public static ExplanationJson Of(EventFacts facts) => new(
        null,
        new ConsentJson(JournalEvent.Word(facts.Consent), JournalEvent.Signal(facts), facts.OptOutTargeting),
        facts.Money is { } money ? new AmountJson(money.Amount, money.Currency, facts.AmountSteps) : null);

    public static ExplanationJson? Of(string reason) =>
        IgnoreReasons.RuleOf(reason) is { } rule ? new(rule, null, null) : null;
}

/// <summary>The verdict on consent, what decided it, and what Spotify is told.</summary>
internal sealed record ConsentJson(string Verdict, string? DecidedBy, bool OptOutTargeting);

/// <summary>The amount that is sent, and how it came about when a rule had a say.</summary>
internal sealed record AmountJson(decimal Sent, string Currency, string? Steps);

/// <summary>The request that Spotify would get. The body is copied as it is, so that what is shown is exactly what would be sent.</summary>
internal sealed record PreviewRequestJson(
    string Method,
    string Url,
    IReadOnlyDictionary<string, string> Headers,
    [property: JsonConverter(typeof(RawJsonConverter))] ReadOnlyMemory<byte> Body)
{
    public static PreviewRequestJson To(Destination destination, ReadOnlyMemory<byte> body) => new(
        "POST",
        destination.Endpoint.AbsoluteUri,
        new Dictionary<string, string> { ["Authorization"] = "Bearer ***", ["Content-Type"] = "application/json" },
        body);
}

internal sealed class RawJsonConverter : JsonConverter<ReadOnlyMemory<byte>>
{
    public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Span, skipInputValidation: true);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PreviewJson))]
internal sealed partial class PreviewJsonContext : JsonSerializerContext;

/// <summary>A request's body for people to look at: digests cut to eight characters, addresses and device ids only named.</summary>
internal static class RedactedBody
{
    private static readonly string[] Raw = ["ip_address", "device_id", "user_agent"];

    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> body)
    {
        var output = new ArrayBufferWriter<byte>(body.Length);
        using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Redacted(JsonNode.Parse(body.Span), string.Empty)!.WriteTo(writer);
        }

        return output.WrittenMemory;
    }

    private static JsonNode? Redacted(JsonNode? value, string name) => value switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Redacted(member.Value, member.Key)))),
        JsonArray items => new JsonArray([.. items.Select(item => Redacted(item, name))]),
        JsonValue text when text.TryGetValue<string>(out _) && Raw.Contains(name) => "***",
        JsonValue text when text.TryGetValue<string>(out var hex) && Sha256Digest.TryParse(hex, out var digest) => digest.ToString(),
        _ => value?.DeepClone(),
    };
}
