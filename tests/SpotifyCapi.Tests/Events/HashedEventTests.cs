using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Tests.Events;

public sealed class HashedEventTests
{
    private static readonly string[] People =
    [
        """{ "email": "Jane.Doe@example.com", "phone": "+14155552671", "ip_address": "203.0.113.42" }""",
        """{ "ip_address": "203.0.113.42" }""",
        """{ "emails": ["a@example.com", "b@example.com", "A@example.com"], "hashed_emails": ["b5fc85e55755f9ef3d3ed5e1d8a5a2ee6a2d0d6c4f1f4a7c5d8b3e1f0a9c8b7d"] }""",
        """{ "phone": "+442079460958", "email": "jané@example.com" }""",
        """{ "email": "a-very-long-name-that-does-not-fit-into-one-block-of-the-digest@example.com" }""",
    ];

    [Theory]
    [InlineData(PhoneFormat.E164)]
    [InlineData(PhoneFormat.E164Digits)]
    public void Events_hashed_together_are_those_hashed_one_by_one(PhoneFormat format)
    {
        var accepted = Enumerable.Range(0, 60).Select(i => SampleEvent.Accept(SampleEvent.With(("user", People[i % People.Length]), ("event_id", $"\"order-{i}\"")))).ToArray();

        var together = HashedEvent.OfAll(accepted, format);

        Assert.Equal(accepted.Length, together.Length);
        for (var i = 0; i < accepted.Length; i++)
        {
            Assert.Equal(accepted[i].Facts.EventId, together[i].Facts.EventId);
            Assert.Equal(Plain(accepted[i], format), Told(together[i]));
            Assert.Equal(Told(HashedEvent.Of(accepted[i], format)), Told(together[i]));
        }
    }

    private static string Told(HashedEvent hashed) =>
        string.Join(' ', [.. hashed.Identifiers.Emails.Select(digest => digest.ToHex()), hashed.Identifiers.Phone?.ToHex() ?? "-"]);

    // By the platform's digest, text by text.
    private static string Plain(AcceptedEvent accepted, PhoneFormat format)
    {
        var who = accepted.Identifiers;
        var emails = who.Emails.Select(email => Sha256Digest.Of(email.Value.AsSpan()).ToHex()).Concat(who.HashedEmails.Select(digest => digest.ToHex())).Distinct();
        var phone = who.Phone is { } number ? Sha256Digest.Of(number.Value.AsSpan(format == PhoneFormat.E164Digits ? 1 : 0)).ToHex() : "-";
        return string.Join(' ', [.. emails, phone]);
    }
}
