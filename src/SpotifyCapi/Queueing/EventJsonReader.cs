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
    private const int NameRoom = 8;

    private StandardEvent? standard;
    private ActionSource? source;
    private MarketingConsent consent;
    private bool? optOut;
    private long? milliseconds;
    private decimal? amount;
    private Utf8Text sourceName, id, url, ip, agent, device, contentName, category, order;
    private string? currency, platformOrder, signal, steps;
    private E164Number? phone;
    private Sha256Digest? hashedPhone;
    private IReadOnlyList<NormalizedEmail>? emails;
    private IReadOnlyList<Sha256Digest>? hashedEmails;
    private IReadOnlyList<DroppedField>? dropped;

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

    private void ReadField(ref JsonTokens json)
    {
        Span<char> room = stackalloc char[NameRoom];
        var name = json.Name(room);
        json.Read();
        var isNull = json.TokenType == JsonTokenType.Null;
        switch (name)
        {
            case "ev": standard = (StandardEvent)IndexIn(EventJsonWriter.EventNames, ref json); break;
            case "name": sourceName = json.Text(); break;
            case "id": id = json.Text(); break;
            case "t": milliseconds = json.Reader.GetInt64(); break;
            case "src": source = isNull ? null : (ActionSource)IndexIn(EventJsonWriter.ActionSources, ref json); break;
            case "url": url = json.Text(); break;
            case "consent":
                consent = isNull ? MarketingConsent.Unknown : json.Reader.GetBoolean() ? MarketingConsent.Granted : MarketingConsent.Denied;
                break;
            case "sig": signal = json.Reader.GetString(); break;
            case "out": optOut = json.Reader.GetBoolean(); break;
            case "em": emails = ReadList(ref json, (ref json) => new NormalizedEmail(Present(json.Text()))); break;
            case "emh": hashedEmails = ReadList(ref json, Digest); break;
            case "ph": phone = isNull ? null : Phone(ref json); break;
            case "phh": hashedPhone = isNull ? null : Digest(ref json); break;
            case "ip": ip = json.Text(); break;
            case "ua": agent = json.Text(); break;
            case "dev": device = json.Text(); break;
            case "amt": amount = isNull ? null : json.Reader.GetDecimal(); break;
            case "cur": currency = json.Reader.GetString(); break;
            case "how": steps = json.Reader.GetString(); break;
            case "cn": contentName = json.Text(); break;
            case "cat": category = json.Text(); break;
            case "ord": order = json.Text(); break;
            case "pid": platformOrder = json.Reader.GetString(); break;
            case "drop": dropped = ReadList(ref json, Drop); break;
            default: json.Skip(); break;
        }
    }

    private readonly AcceptedEvent Build() => new(
        new EventFacts(
            standard ?? throw Missing(), Present(sourceName), Present(id), DateTimeOffset.FromUnixTimeMilliseconds(milliseconds ?? throw Missing()))
        {
            ActionSource = source,
            EventSourceUrlText = url,
            Consent = consent,
            ConsentSignal = signal,
            OptOutTargeting = optOut ?? throw Missing(),
            Money = amount is { } value && currency is not null ? new Money(value, currency) : null,
            AmountSteps = steps,
            ContentNameText = contentName,
            ContentCategoryText = category,
            OrderIdText = order,
            PlatformOrderId = platformOrder,
            Dropped = dropped ?? [],
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

    private delegate T Element<T>(ref JsonTokens json);

    private static List<T>? ReadList<T>(ref JsonTokens json, Element<T> read)
    {
        if (json.TokenType == JsonTokenType.Null)
            return null;

        if (json.TokenType != JsonTokenType.StartArray)
            throw new FormatException("An envelope holds something else than a list.");

        var list = new List<T>(1);
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            list.Add(read(ref json));

        return list;
    }

    // Enum.TryParse takes numbers too, and those of no name.
    private static int IndexIn(byte[][] names, ref JsonTokens json) =>
        json.IndexIn(names) is >= 0 and var index ? index : throw new FormatException("An envelope holds an unknown name.");

    private static E164Number Phone(ref JsonTokens json)
    {
        // Early versions wrote the plus escaped, six bytes for one.
        Span<byte> text = stackalloc byte[6 * (E164Number.MaxDigits + 1)];
        return json.TokenType == JsonTokenType.String && json.Reader.ValueSpan.Length <= text.Length
            && E164Number.TryRead(text[..json.Reader.CopyString(text)], out var number)
            ? number
            : throw new FormatException("An envelope holds something else than a phone number.");
    }

    // Field and code in turn.
    private static DroppedField Drop(ref JsonTokens json)
    {
        var field = json.Reader.GetString() ?? throw Missing();
        json.Read();
        return new DroppedField(field, json.TokenType != JsonTokenType.EndArray ? json.Reader.GetString() ?? throw Missing() : throw Missing());
    }

    // Null would be hashed as the empty text.
    private static Utf8Text Present(Utf8Text text) => !text.IsMissing ? text : throw new FormatException("An envelope holds an empty value.");

    private static Sha256Digest Digest(ref JsonTokens json) =>
        json.TokenType == JsonTokenType.String && !json.Reader.ValueIsEscaped && Sha256Digest.TryParse(json.Reader.ValueSpan, out var digest)
            ? digest
            : throw new FormatException("An envelope holds something else than a digest.");

    private static FormatException Missing() => new("An envelope holds an event without its essentials.");
}
