using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Phones;
using SpotifyCapi.Text;

namespace SpotifyCapi.Queueing;

/// <summary>
/// Reads what <see cref="EventJsonWriter"/> wrote. What we wrote ourselves is trusted: nothing is normalised a second time. Fields of a
/// later version are skipped.
/// </summary>
internal ref struct EventJsonReader
{
    private static readonly FieldNames EventNames = new(Enum.GetNames<StandardEvent>());
    private static readonly FieldNames ActionSources = new(Enum.GetNames<ActionSource>());

    private StandardEvent? name;
    private ActionSource? source;
    private MarketingConsent consent;
    private bool? optOut;
    private long? milliseconds;
    private decimal? amount;
    private Utf8Text sourceName, id, url, ip, agent, device, contentName, category, order;
    private string? currency, platformOrder;
    private E164Number? phone;
    private Sha256Digest? hashedPhone;
    private NormalizedEmail[]? emails;
    private Sha256Digest[]? hashedEmails;
    private List<DroppedField>? dropped;

    /// <param name="json">On the first token of the event.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="FormatException">It is not what the writer writes.</exception>
    /// <exception cref="InvalidOperationException">A value is of another type than the writer writes.</exception>
    public static AcceptedEvent Read(ref JsonTokens json)
    {
        if (json.TokenType != JsonTokenType.StartObject)
            throw new FormatException("An envelope holds no event where one should be.");

        var read = default(EventJsonReader);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            read.ReadField(ref json);

        return read.Build();
    }

    // Most fields are texts. The others are read in methods of their own, because this one would pay for the room that each of them needs.
    private void ReadField(ref JsonTokens json)
    {
        // One comparison for a name instead of twenty.
        var key = EnvelopeNames.Key(ref json);
        json.Read();
        switch (key)
        {
            case EnvelopeNames.SourceName: sourceName = json.Text(); break;
            case EnvelopeNames.Id: id = json.Text(); break;
            case EnvelopeNames.Url: url = json.Text(); break;
            case EnvelopeNames.Ip: ip = json.Text(); break;
            case EnvelopeNames.Agent: agent = json.Text(); break;
            case EnvelopeNames.Device: device = json.Text(); break;
            case EnvelopeNames.ContentName: contentName = json.Text(); break;
            case EnvelopeNames.Category: category = json.Text(); break;
            case EnvelopeNames.Order: order = json.Text(); break;
            default: ReadOther(ref json, key); break;
        }
    }

    private void ReadOther(ref JsonTokens json, ulong key)
    {
        switch (key)
        {
            case EnvelopeNames.Event: name = (StandardEvent)IndexOf(EventNames, ref json); break;
            case EnvelopeNames.Time: milliseconds = json.GetInt64(); break;
            case EnvelopeNames.Source: source = json.TokenType == JsonTokenType.Null ? null : (ActionSource)IndexOf(ActionSources, ref json); break;
            case EnvelopeNames.Consent: consent = Consent(ref json); break;
            case EnvelopeNames.OptOut: optOut = json.GetBoolean(); break;
            case EnvelopeNames.Emails: emails = Emails(ref json); break;
            case EnvelopeNames.HashedEmails: hashedEmails = Digests(ref json); break;
            case EnvelopeNames.Phone: phone = Phone(ref json); break;
            case EnvelopeNames.HashedPhone: hashedPhone = json.TokenType == JsonTokenType.Null ? null : Digest(ref json); break;
            case EnvelopeNames.Amount: amount = json.TokenType == JsonTokenType.Null ? null : json.GetDecimal(); break;
            case EnvelopeNames.Currency: currency = Currency(ref json); break;
            case EnvelopeNames.PlatformOrder: platformOrder = json.GetString(); break;
            case EnvelopeNames.Dropped: dropped = Drops(ref json); break;
            default: json.Skip(); break;
        }
    }

    private readonly AcceptedEvent Build() => new(
        new EventFacts(
            name ?? throw Missing(), Present(sourceName), Present(id), DateTimeOffset.FromUnixTimeMilliseconds(milliseconds ?? throw Missing()))
        {
            ActionSource = source,
            EventSourceUrlText = url,
            Consent = consent,
            OptOutTargeting = optOut ?? throw Missing(),
            Money = amount is { } value && currency is not null ? new Money(value, currency) : null,
            ContentNameText = contentName,
            ContentCategoryText = category,
            OrderIdText = order,
            PlatformOrderId = platformOrder,
            Dropped = dropped ?? (IReadOnlyList<DroppedField>)[],
        },
        new IdentifierSet
        {
            Emails = emails ?? [],
            HashedEmails = hashedEmails ?? [],
            Phone = phone,
            HashedPhone = hashedPhone,
            IpAddressText = ip,
            UserAgentText = agent,
            DeviceIdText = device,
        });

    // Enum.TryParse takes numbers too, and those of no name.
    private static int IndexOf(FieldNames names, ref JsonTokens json) =>
        names.Find(ref json) is >= 0 and var index ? index : throw new FormatException("An envelope holds an unknown name.");

    private static E164Number? Phone(ref JsonTokens json)
    {
        if (json.TokenType == JsonTokenType.Null)
            return null;

        // Early versions wrote the plus escaped, six bytes for one.
        Span<byte> text = stackalloc byte[6 * (E164Number.MaxDigits + 1)];
        return json.TokenType == JsonTokenType.String && json.ValueSpan.Length <= text.Length
            && E164Number.TryRead(text[..json.CopyString(text)], out var number)
            ? number
            : throw new FormatException("An envelope holds something else than a phone number.");
    }

    private static MarketingConsent Consent(ref JsonTokens json) =>
        json.TokenType == JsonTokenType.Null ? MarketingConsent.Unknown : json.GetBoolean() ? MarketingConsent.Granted : MarketingConsent.Denied;

    private static string? Currency(ref JsonTokens json) =>
        json.TokenType == JsonTokenType.String && Currencies.TryFind(json.ValueSpan, out var known, out _) ? known : json.GetString();

    private static NormalizedEmail[]? Emails(ref JsonTokens json)
    {
        var list = default(NormalizedEmail[]);
        for (var more = IsArray(ref json); more && Next(ref json);)
            list = [.. list ?? [], new NormalizedEmail(Present(json.Text()))];

        return list;
    }

    private static Sha256Digest[]? Digests(ref JsonTokens json)
    {
        var list = default(Sha256Digest[]);
        for (var more = IsArray(ref json); more && Next(ref json);)
            list = [.. list ?? [], Digest(ref json)];

        return list;
    }

    private static List<DroppedField>? Drops(ref JsonTokens json)
    {
        var list = default(List<DroppedField>);
        for (var more = IsArray(ref json); more && Next(ref json);)
        {
            var field = Present(json.GetString()).ToString();
            (list ??= []).Add(Next(ref json) ? new DroppedField(field, Present(json.GetString()).ToString()) : throw Missing());
        }

        return list;
    }

    private static bool IsArray(ref JsonTokens json) => json.TokenType switch
    {
        JsonTokenType.StartArray => true,
        JsonTokenType.Null => false,
        _ => throw new FormatException("An envelope holds something else than a list."),
    };

    private static bool Next(ref JsonTokens json) => json.Read() && json.TokenType != JsonTokenType.EndArray;

    // Null would be hashed as the empty text.
    private static Utf8Text Present(Utf8Text text) => !text.IsMissing ? text : throw new FormatException("An envelope holds an empty value.");

    private static Sha256Digest Digest(ref JsonTokens json) =>
        json.TokenType == JsonTokenType.String && !json.ValueIsEscaped && Sha256Digest.TryParse(json.ValueSpan, out var digest)
            ? digest
            : throw new FormatException("An envelope holds something else than a digest.");

    private static FormatException Missing() => new("An envelope holds an event without its essentials.");
}
