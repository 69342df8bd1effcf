using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Identifiers.Phones;
using SpotifyCapi.Json;

namespace SpotifyCapi.Envelopes;

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
    /// <param name="buffer">What it reads from its first byte, valid UTF-8, for the texts to stay in; null for a string of each.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="FormatException">It is not what the writer writes.</exception>
    /// <exception cref="InvalidOperationException">A value is of another type than the writer writes.</exception>
    public static AcceptedEvent Read(ref Utf8JsonReader json, byte[]? buffer)
    {
        if (json.TokenType != JsonTokenType.StartObject)
        {
            throw new FormatException("An envelope holds no event where one should be.");
        }

        var read = default(EventJsonReader);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            read.ReadField(ref json, buffer);
        }

        return read.Build();
    }

    private void ReadField(ref Utf8JsonReader json, byte[]? buffer)
    {
        // One comparison for a name instead of twenty: our names differ in their first four bytes and length.
        var key = EnvelopeNames.Key(ref json);
        json.Read();
        switch (key)
        {
            case EnvelopeNames.Event: name = (StandardEvent)IndexOf(EventNames, ref json); break;
            case EnvelopeNames.SourceName: sourceName = Text(ref json, buffer); break;
            case EnvelopeNames.Id: id = Text(ref json, buffer); break;
            case EnvelopeNames.Time: milliseconds = json.GetInt64(); break;
            case EnvelopeNames.Source: source = json.TokenType == JsonTokenType.Null ? null : (ActionSource)IndexOf(ActionSources, ref json); break;
            case EnvelopeNames.Url: url = Text(ref json, buffer); break;
            case EnvelopeNames.Consent: consent = Consent(ref json); break;
            case EnvelopeNames.OptOut: optOut = json.GetBoolean(); break;
            case EnvelopeNames.Emails: emails = Emails(ref json, buffer); break;
            case EnvelopeNames.HashedEmails: hashedEmails = Digests(ref json); break;
            case EnvelopeNames.Phone: phone = Phone(ref json); break;
            case EnvelopeNames.HashedPhone: hashedPhone = json.TokenType == JsonTokenType.Null ? null : Digest(ref json); break;
            case EnvelopeNames.Ip: ip = Text(ref json, buffer); break;
            case EnvelopeNames.Agent: agent = Text(ref json, buffer); break;
            case EnvelopeNames.Device: device = Text(ref json, buffer); break;
            case EnvelopeNames.Amount: amount = json.TokenType == JsonTokenType.Null ? null : json.GetDecimal(); break;
            case EnvelopeNames.Currency: currency = Currency(ref json); break;
            case EnvelopeNames.ContentName: contentName = Text(ref json, buffer); break;
            case EnvelopeNames.Category: category = Text(ref json, buffer); break;
            case EnvelopeNames.Order: order = Text(ref json, buffer); break;
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
    private static int IndexOf(FieldNames names, ref Utf8JsonReader json) =>
        names.Find(ref json) is >= 0 and var index ? index : throw new FormatException("An envelope holds an unknown name.");

    private static Utf8Text Text(ref Utf8JsonReader json, byte[]? buffer) =>
        buffer is not null && json.TokenType == JsonTokenType.String && !json.ValueIsEscaped
            ? new Utf8Text(buffer, (int)json.TokenStartIndex + 1, json.ValueSpan.Length)
            : json.GetString();

    private static E164Number? Phone(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        // Early versions wrote the plus escaped, six bytes for one.
        Span<byte> text = stackalloc byte[6 * (E164Number.MaxDigits + 1)];
        return json.TokenType == JsonTokenType.String && json.ValueSpan.Length <= text.Length
            && E164Number.TryRead(text[..json.CopyString(text)], out var number)
            ? number
            : throw new FormatException("An envelope holds something else than a phone number.");
    }

    private static MarketingConsent Consent(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Null ? MarketingConsent.Unknown : json.GetBoolean() ? MarketingConsent.Granted : MarketingConsent.Denied;

    // The known codes exist as strings already.
    private static string? Currency(ref Utf8JsonReader json)
    {
        Span<char> code = stackalloc char[3];
        return json.TokenType == JsonTokenType.String && !json.ValueIsEscaped && json.ValueSpan.Length == code.Length
            && json.CopyString(code) == code.Length && Currencies.TryGet(code, out var known, out _) && code.SequenceEqual(known)
            ? known
            : json.GetString();
    }

    private static NormalizedEmail[]? Emails(ref Utf8JsonReader json, byte[]? buffer)
    {
        var list = default(NormalizedEmail[]);
        for (var more = IsArray(ref json); more && Next(ref json);)
        {
            list = [.. list ?? [], new NormalizedEmail(Present(Text(ref json, buffer)))];
        }

        return list;
    }

    private static Sha256Digest[]? Digests(ref Utf8JsonReader json)
    {
        var list = default(Sha256Digest[]);
        for (var more = IsArray(ref json); more && Next(ref json);)
        {
            list = [.. list ?? [], Digest(ref json)];
        }

        return list;
    }

    private static List<DroppedField>? Drops(ref Utf8JsonReader json)
    {
        var list = default(List<DroppedField>);
        for (var more = IsArray(ref json); more && Next(ref json);)
        {
            var field = Present(json.GetString()).ToString();
            (list ??= []).Add(Next(ref json) ? new DroppedField(field, Present(json.GetString()).ToString()) : throw Missing());
        }

        return list;
    }

    private static bool IsArray(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.StartArray => true,
        JsonTokenType.Null => false,
        _ => throw new FormatException("An envelope holds something else than a list."),
    };

    private static bool Next(ref Utf8JsonReader json) => json.Read() && json.TokenType != JsonTokenType.EndArray;

    // Null would be hashed as the empty text.
    private static Utf8Text Present(Utf8Text text) => !text.IsMissing ? text : throw new FormatException("An envelope holds an empty value.");

    private static Sha256Digest Digest(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.String && !json.ValueIsEscaped && Sha256Digest.TryParse(json.ValueSpan, out var digest)
            ? digest
            : throw new FormatException("An envelope holds something else than a digest.");

    private static FormatException Missing() => new("An envelope holds an event without its essentials.");
}
