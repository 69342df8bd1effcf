using System.Globalization;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Tests.Identifiers;

/// <summary>Whatever is printed of a person by accident (a log line, an exception, a test's output) says nothing.</summary>
public sealed class PersonalTextTests
{
    private const string User = """
        { "email": "jane.doe@example.com", "phone": "+14155552671", "ip_address": "203.0.113.42", "device_id": "aebe52e7", "user_agent": "Mozilla",
          "hashed_emails": ["973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b"] }
        """;

    private static readonly string[] Personal = ["jane", "415555", "973dfe463ec8", "86e0b9e56c17", "cb6880e41676", "203.0.113", "aebe52e7", "Mozilla"];

    [Fact]
    public void No_type_of_an_identifier_prints_it()
    {
        Silent(new RawEmail("jane.doe@example.com"), "[e-mail]");
        Silent(new RawPhone("+14155552671", "US"), "[phone]");
        Assert.True(EmailNormalizer.TryNormalize("jane.doe@example.com", out var email));
        Silent(email, "[e-mail]");
        var number = SampleEvent.Accept(SampleEvent.With("user", User)).Identifiers.Phone!.Value;
        Silent(number, "[phone]");
        Silent(Sha256Digest.Of("jane.doe@example.com".AsSpan()), "86e0b9e5…");
    }

    [Fact]
    public void No_record_that_holds_identifiers_prints_them()
    {
        var read = SampleEvent.Read(SampleEvent.With("user", User));
        var accepted = SampleEvent.Accept(SampleEvent.With("user", User));
        var hashed = HashedEvent.Of(accepted, PhoneFormat.E164);
        object[] printed = [read, read.User, accepted, accepted.Identifiers, hashed, hashed.Identifiers, new EventDecision.Accepted(accepted)];

        foreach (var item in printed)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{item}");

            Assert.All(Personal, value => Assert.DoesNotContain(value, text, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static void Silent<T>(T value, string expected)
        where T : notnull
    {
        Assert.Equal(expected, value.ToString());
        Assert.Equal(expected, $"{value}");
    }
}
