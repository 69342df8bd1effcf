using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpotifyCapi.Queueing;
using SpotifyCapi.Tests.Events;

namespace SpotifyCapi.Tests.Queueing;

public sealed class EnvelopeReaderTests
{
    private static readonly string Good = Encoding.UTF8.GetString(
        EnvelopePacker.Pack(new EnvelopeHeader("main", "shop", 3, SampleEvent.Now, "00-trace"), TestEvents.Accepted(1)).Envelopes[0].Body.Span);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_header_is_read_as_it_was_written()
    {
        Assert.True(EnvelopeReader.TryRead(Encoding.UTF8.GetBytes(Good), out var envelope));
        Assert.Equal(new EnvelopeHeader("main", "shop", 3, SampleEvent.Now, "00-trace"), envelope.Header);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("hello")]
    [InlineData("\"text\"")]
    [InlineData("{\"v\":1}")]
    [InlineData("{\"v\":1,\"dest\":\"a\",\"from\":\"b\",\"first\":0}")]
    [InlineData("{\"v\":1,\"dest\":\"a\",\"from\":\"b\",\"first\":0,\"events\":[]}")]
    [InlineData("{\"v\":1,\"dest\":\"a\",\"from\":\"b\",\"first\":0,\"events\":[null]}")]
    [InlineData("{\"v\":1,\"dest\":\"a\",\"from\":\"b\",\"first\":0,\"events\":[{}]}")]
    public void What_is_no_envelope_is_refused(string payload) => Assert.False(EnvelopeReader.TryRead(Encoding.UTF8.GetBytes(payload), out _));

    [Theory]
    [InlineData("v", "0")]
    [InlineData("v", "2")]
    [InlineData("v", "3")]
    [InlineData("v", "\"1\"")]
    [InlineData("dest", "null")]
    [InlineData("from", "null")]
    [InlineData("first", "9223372036854775807")]
    [InlineData("events", "null")]
    [InlineData("events", "{}")]
    public void Another_version_and_a_broken_header_are_refused(string field, string json)
    {
        var root = JsonNode.Parse(Good)!;
        root[field] = JsonNode.Parse(json);

        Assert.False(EnvelopeReader.TryRead(Encoding.UTF8.GetBytes(root.ToJsonString()), out var envelope));
        Assert.Null(envelope);
    }

    [Theory]
    [InlineData("ev", "\"Refund\"")]
    [InlineData("ev", "\"4\"")]
    [InlineData("ev", "\"99\"")]
    [InlineData("ev", "\"View, Lead\"")]
    [InlineData("ev", "null")]
    [InlineData("id", "null")]
    [InlineData("name", "null")]
    [InlineData("t", "null")]
    [InlineData("t", "-9223372036854775808")]
    [InlineData("out", "null")]
    [InlineData("src", "\"7\"")]
    [InlineData("src", "\"Kiosk\"")]
    [InlineData("em", "[null]")]
    [InlineData("em", "\"jane@example.com\"")]
    [InlineData("emh", "[\"abc\"]")]
    [InlineData("emh", "[null]")]
    [InlineData("phh", "\"abc\"")]
    [InlineData("amt", "1e400")]
    [InlineData("drop", "[null,null]")]
    [InlineData("ph", "\"14155552671\"")]
    [InlineData("ph", "\"+04155552671\"")]
    [InlineData("ph", "\"+1415555 671\"")]
    [InlineData("ph", "\"+12345\"")]
    [InlineData("ph", "\"+1234567890123456\"")]
    [InlineData("ph", "7")]
    public void A_broken_event_makes_the_envelope_unreadable_instead_of_sending_something_else(string field, string json)
    {
        var root = JsonNode.Parse(Good)!;
        root["events"]![0]![field] = JsonNode.Parse(json);

        Assert.False(EnvelopeReader.TryRead(Encoding.UTF8.GetBytes(root.ToJsonString()), out _));
        Assert.False(EnvelopeReader.TryRead(Encoding.UTF8.GetBytes(root.ToJsonString(Relaxed)), out _));
    }

    [Theory]
    [InlineData("\"+14155552671\"")]
    [InlineData("\"\\u002B14155552671\"")]
    [InlineData("\"\\u002b\\u0031\\u0034\\u0031\\u0035\\u0035\\u0035\\u0035\\u0032\\u0036\\u0037\\u0031\"")]
    public void Phone_number_is_read_as_every_version_wrote_it(string json)
    {
        var body = Good.Replace("\"em\":", $"\"ph\":{json},\"em\":", StringComparison.Ordinal);

        Assert.True(EnvelopeReader.TryRead(Encoding.UTF8.GetBytes(body), out var envelope));
        Assert.Equal("+14155552671", Assert.Single(envelope.Events).Identifiers.Phone!.Value.Value);
    }

    [Theory]
    [InlineData("order-1")]
    [InlineData("example.com")]
    public void Text_that_is_not_utf8_makes_the_envelope_unreadable(string text)
    {
        var root = JsonNode.Parse(Good)!;
        root["events"]![0]!["id"] = "order-1";
        root["events"]![0]!["em"] = new JsonArray("jane.doe@example.com");
        var body = Encoding.UTF8.GetBytes(root.ToJsonString());
        Assert.True(EnvelopeReader.TryRead(body, out _));

        body[body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) + 2] = 0xFF;

        Assert.False(EnvelopeReader.TryRead(body, out _));
        Assert.True(EnvelopeReader.IsOurs(body));
    }

    [Fact]
    public void Bytes_that_are_broken_anywhere_never_throw()
    {
        var random = new Random(17);
        for (var i = 0; i < 20_000; i++)
        {
            var body = Encoding.UTF8.GetBytes(Good);
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                body[random.Next(body.Length)] = (byte)random.Next(256);

            var length = random.Next(4) == 0 ? random.Next(body.Length) : body.Length;
            if (EnvelopeReader.TryRead(body.AsMemory(0, length), out var envelope))
                Assert.Single(envelope.Events);
        }
    }
}

/// <summary>The files were written by the build of November 2026. Queues of running apps hold such messages, so they must stay readable.</summary>
public sealed class StoredEnvelopeTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 34, 56, 789, TimeSpan.Zero);

    [Theory]
    [InlineData("plain.json", 2)]
    [InlineData("compressed.json", 41)]
    public void Every_field_is_read_and_written_again_with_the_same_bytes(string file, int events)
    {
        var stored = File.ReadAllBytes(Path.Combine(Repository.Root, "tests", "SpotifyCapi.Tests", "Queueing", "Stored", file));

        Assert.True(EnvelopeReader.TryRead(stored, out var envelope));
        Assert.Equal(("main", "shop", 3, At, true, 2), (
            envelope.Header.Destination, envelope.Header.Source, envelope.Header.Attempt, envelope.Header.FirstQueued, envelope.Header.Replayed,
            envelope.Header.TraceLinks.Count));
        Assert.Equal(events, envelope.Events.Count);
        Assert.Equal(("lead-1", "order-1\"\\/"), (envelope.Events[^1].Facts.EventId, envelope.Events[^2].Facts.EventId.Replace("-39", "-1", StringComparison.Ordinal)));
        Assert.Equal(["jané.doe+tag@example.com", "second@example.org"], envelope.Events[0].Identifiers.Emails.Select(email => email.Value));
        Assert.Equal("Tee 田 🛒 \u2028 tab\t nul\0 é", envelope.Events[0].Facts.ContentName);
        Assert.Equal(OpenedEnvelope.Json(stored), OpenedEnvelope.Json(EnvelopePacker.Pack(envelope.Header, envelope.Events).Envelopes[0].Body));
    }
}
