using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using SpotifyCapi.Events;
using SpotifyCapi.Tests.Queueing;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Text;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Tests.Events;

/// <summary>An event whose texts stay in the body that they came in must be the event that it is with a string for each.</summary>
public sealed class TextInBufferTests
{
    private static readonly Config Settings = Properties.Settings(20261125UL, 5UL);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly EventValidator Validator = new(new FakeTimeProvider(SampleEvent.Now));

    private static readonly string[] Fields =
    [
        "event_name", "event_id", "event_time", "action_source", "event_source_url", "currency", "content_name", "content_category", "order_id", "user.email", "user.phone",
        "user.country", "user.ip_address", "user.user_agent", "user.device_id", "user.hashed_phone_number",
    ];

    private static readonly Gen<string> Texts = Gen.Elements(
        "order", "1001", " ", "\u00A0", "A", "é", "田", "🛒", "@", "%40", "jane.doe@example.com", "https://shop.example/p?a=b", "WEB", "+1 415 555 2671", "203.0.113.42",
        "8f14e45fceea467fa0e64b3a5d7c1e22", "null", "0", "eur", "US", "a text of some length that is no identifier ", "\"", "\\", "None", "N/A", "[Object object]",
        "-", ".", "%", "#", "&#64;", "\u007F", "\u2003", ".com", "example", "tel:", ";phone-context=+1", ";ext=1", "(", "Order Completed", "order_completed", "ORDER",
        "2026-03-01T11:59:00Z", "2026-03-01T11:59:00.123", "2026-02-30T11:59:00Z", "Z", "+01:00", "http://", "USD", "JPY", "2271", "2001:db8::1", ":443", "10.0.0.1",
        new string('x', 60), new string('y', 200)).ArrayOf(3).Select(string.Concat);

    private static readonly Gen<byte[]> Bodies =
        from fields in Gen.ArrayOf(Gen.Elements(Fields), 3)
        from texts in Gen.ArrayOf(Gen.OneOf(Texts, Texts.Select(text => text.Trim()), Texts.Select(text => text[..1])), 3)
        let json = SampleEvent.With([.. fields.Zip(texts, (field, text) => (field, (string?)JsonSerializer.Serialize(text)))])
        select Encoding.UTF8.GetBytes(JsonNode.Parse(json)!.ToJsonString(Relaxed));

    [Fact]
    public void Mutated_body_is_read_and_judged_as_with_strings() =>
        Assert.InRange(Compare(Gen.Choose(0, int.MaxValue - 1).Select(seed => new BodyMutator(seed).Next())).Judged, Properties.Samples / 40, int.MaxValue);

    [Fact]
    public void Any_text_is_read_and_judged_as_with_a_string() => Assert.InRange(Compare(Bodies).Accepted, Properties.Samples / 40, int.MaxValue);

    private static (int Judged, int Accepted) Compare(Gen<byte[]> bodies)
    {
        var (judged, accepted) = (0, 0);
        Check.One(Settings, Prop.ForAll(bodies.ToArbitrary(), body =>
        {
            if (EventReader.Read(body, 10) is not EventReading.Events { Items: [var held] } || ReadAsStrings(body) is not { } strings)
                return;
            Assert.Equal(Describe(strings), Describe(held));
            var (expected, actual) = (Validator.Validate(strings, TestDestinations.Direct), Validator.Validate(held, TestDestinations.Direct));
            Assert.Equal(Describe(expected), Describe(actual));
            judged++;
            accepted += actual is EventDecision.Accepted ? 1 : 0;
        }));
        return (judged, accepted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF \r\n")]
    public void Body_in_the_middle_of_a_buffer_gives_its_own_texts(string before)
    {
        var body = Encoding.UTF8.GetBytes($"other{before}{SampleEvent.Json}other");

        var reading = Assert.IsType<EventReading.Events>(EventReader.Read(body.AsMemory(5, body.Length - 10), 1));

        Assert.Equal(Describe(SampleEvent.Read(SampleEvent.Json)), Describe(Assert.Single(reading.Items)));
    }

    // Null when the body is no single event.
    private static ConversionEvent? ReadAsStrings(byte[] body)
    {
        if (JsonBody.Check(body, out var json) is not null || json.IndexOf("events"u8) >= 0)
            return null;
        var reader = new JsonTokens(json, EventReader.MaxDepth);
        reader.Read();
        return reader.TokenType == JsonTokenType.StartObject ? ConversionEventReader.Read(ref reader) : null;
    }

    private static string Describe(ConversionEvent read) => string.Join('\n',
    [
        read.EventName, read.EventId, read.EventTime, read.ActionSource, read.EventSourceUrl, $"{read.Consent}", $"{read.Value}", read.Currency,
        read.ContentName, read.ContentCategory, read.OrderId, read.User.Country, read.User.HashedPhoneNumber, read.User.IpAddress,
        read.User.UserAgent, read.User.DeviceId, .. read.User.Emails.Select(email => email.Value), .. read.User.Phones.Select(phone => phone.Value),
        .. read.User.HashedEmails, .. read.ReadErrors.Select(error => error.ToString()),
    ]);

    private static string Describe(EventDecision decision) => decision switch
    {
        EventDecision.Accepted(var accepted) => EventReference.Json(accepted),
        EventDecision.Rejected(var errors, var dropped) => string.Join('\n', [.. errors.Select(error => $"{error}"), .. dropped.Select(drop => $"{drop}")]),
        EventDecision.Ignored(var reason) => reason,
        _ => throw new InvalidOperationException(),
    };
}
