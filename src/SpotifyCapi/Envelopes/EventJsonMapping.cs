using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Identifiers.Phones;

namespace SpotifyCapi.Envelopes;

/// <summary>Between the event and its JSON in the queue. What we wrote ourselves is trusted: nothing is normalised a second time.</summary>
internal static class EventJsonMapping
{
    public static EventJson ToJson(AcceptedEvent accepted)
    {
        var (facts, who) = (accepted.Facts, accepted.Identifiers);
        return new EventJson
        {
            Event = facts.Event.ToString(),
            SourceEventName = facts.SourceEventName,
            EventId = facts.EventId,
            EventTimeMilliseconds = facts.EventTime.ToUnixTimeMilliseconds(),
            ActionSource = facts.ActionSource?.ToString(),
            EventSourceUrl = facts.EventSourceUrl,
            Consent = facts.Consent switch { MarketingConsent.Granted => true, MarketingConsent.Denied => false, _ => null },
            OptOutTargeting = facts.OptOutTargeting,
            Emails = who.Emails.Count == 0 ? null : [.. who.Emails.Select(email => email.Value)],
            HashedEmails = who.HashedEmails.Count == 0 ? null : [.. who.HashedEmails.Select(digest => digest.ToHex())],
            Phone = who.Phone?.Value,
            HashedPhone = who.HashedPhone?.ToHex(),
            IpAddress = who.IpAddress,
            UserAgent = who.UserAgent,
            DeviceId = who.DeviceId,
            Amount = facts.Money?.Amount,
            Currency = facts.Money?.Currency,
            ContentName = facts.ContentName,
            ContentCategory = facts.ContentCategory,
            OrderId = facts.OrderId,
            Dropped = facts.Dropped.Count == 0 ? null : [.. facts.Dropped.SelectMany(drop => (string[])[drop.Field, drop.Code])],
        };
    }

    /// <exception cref="FormatException">The JSON is not one that <see cref="ToJson"/> writes.</exception>
    public static AcceptedEvent FromJson(EventJson? json) => json is null ? throw new FormatException("An envelope holds no event where one should be.") : new(
        new EventFacts
        {
            Event = Name<StandardEvent>(json.Event),
            SourceEventName = json.SourceEventName,
            EventId = json.EventId,
            EventTime = DateTimeOffset.FromUnixTimeMilliseconds(json.EventTimeMilliseconds),
            ActionSource = json.ActionSource is { } source ? Name<ActionSource>(source) : null,
            EventSourceUrl = json.EventSourceUrl,
            Consent = json.Consent switch { true => MarketingConsent.Granted, false => MarketingConsent.Denied, null => MarketingConsent.Unknown },
            OptOutTargeting = json.OptOutTargeting,
            Money = json is { Amount: { } amount, Currency: { } currency } ? new Money(amount, currency) : null,
            ContentName = json.ContentName,
            ContentCategory = json.ContentCategory,
            OrderId = json.OrderId,
            Dropped = json.Dropped is { } dropped ? [.. dropped.Chunk(2).Select(pair => new DroppedField(Present(pair[0]), Present(pair[^1])))] : [],
        },
        new IdentifierSet
        {
            Emails = json.Emails is { } emails ? [.. emails.Select(email => new NormalizedEmail(Present(email)))] : [],
            HashedEmails = json.HashedEmails is { } hashed ? [.. hashed.Select(hex => Digest(hex))] : [],
            Phone = json.Phone is { } phone ? new E164Number(phone) : null,
            HashedPhone = json.HashedPhone is { } digest ? Digest(digest) : null,
            IpAddress = json.IpAddress,
            UserAgent = json.UserAgent,
            DeviceId = json.DeviceId,
        });

    // Enum.TryParse takes numbers too, and those of no name.
    private static T Name<T>(string text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, out var value) && Enum.GetName(value) == text ? value : throw new FormatException("An envelope holds an unknown name.");

    // Null would be hashed as the empty text.
    private static string Present(string? text) => text ?? throw new FormatException("An envelope holds an empty value.");

    private static Sha256Digest Digest(string? hex) =>
        Sha256Digest.TryParse(hex, out var digest) ? digest : throw new FormatException("An envelope holds something else than a digest.");
}
