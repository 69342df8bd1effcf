using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using SpotifyCapi.Queueing;
using SpotifyCapi.Tests.Events;

namespace SpotifyCapi.Tests.Queueing;

public sealed class CompressedEnvelopeTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly EnvelopeHeader Header = new("main", "shop", 3, SampleEvent.Now, "00-trace", Replayed: true) { TraceLinks = ["00-link"] };

    [Fact]
    public void A_full_envelope_is_smaller_and_is_read_as_it_was_written()
    {
        var events = TestEvents.Accepted(60);

        var message = Assert.Single(EnvelopePacker.Pack(Header, events).Envelopes).Body;

        var json = OpenedEnvelope.Json(message);
        Assert.InRange(message.Length, 1, json.Length / 3);
        Assert.True(EnvelopeReader.TryRead(message, out var envelope));
        Assert.Equal(Header with { TraceLinks = envelope.Header.TraceLinks }, envelope.Header);
        Assert.Equal(Header.TraceLinks, envelope.Header.TraceLinks);
        Assert.Equal(json, OpenedEnvelope.Json(EnvelopePacker.Pack(envelope.Header, envelope.Events).Envelopes[0].Body));
        Assert.Equal(events.Select(item => item.Facts.EventId), envelope.Events.Select(item => item.Facts.EventId));
    }

    [Fact]
    public void A_group_compresses_in_the_same_way()
    {
        var events = TestEvents.Accepted(60);
        var group = new EnvelopeGroup(QueueEnvelope.MaxBytes);
        Assert.All(events, item => Assert.True(group.TryAdd(Header, Assert.Single(EnvelopePacker.Write(Header, [item]).Parts))));

        Assert.Equal(EnvelopePacker.Pack(Header, events).Envelopes[0].Body.ToArray(), group.Seal());
    }

    [Fact]
    public void Outside_it_is_an_envelope_of_version_2_so_that_an_older_version_puts_it_back()
    {
        var outside = Outside(Header with { Destination = "ma\"in" });

        Assert.Equal(2, (int)outside["v"]!);
        Assert.Equal("ma\"in", (string)outside["dest"]!);
        Assert.Equal(3, outside.Count);
        Assert.False(EnvelopeReader.IsNewer(Encoding.UTF8.GetBytes(outside.ToJsonString())));
    }

    [Fact]
    public void A_single_event_stays_readable() =>
        Assert.Equal(1, (int)JsonNode.Parse(EnvelopePacker.Pack(Header, TestEvents.Accepted(1)).Envelopes[0].Body.Span)!["v"]!);

    [Fact]
    public void What_does_not_get_smaller_stays_as_it_is()
    {
        var random = new Random(11);
        var noise = string.Concat(Enumerable.Range(0, 20_000).Select(_ => Alphabet[random.Next(Alphabet.Length)]));

        var message = EnvelopePacker.Pack(Header, [TestEvents.Accepted("a", noise)]).Envelopes[0].Body;

        Assert.InRange(message.Length, noise.Length, QueueEnvelope.MaxBytes);
        Assert.Equal(1, (int)JsonNode.Parse(message.Span)!["v"]!);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("\"\"")]
    [InlineData("\"AAAA\"")]
    [InlineData("\"no base64!\"")]
    [InlineData("7")]
    public void Damaged_content_is_refused_and_still_known_as_ours(string? content)
    {
        var outside = Outside(Header);
        outside["br"] = content is null ? null : JsonNode.Parse(content);
        var message = Encoding.UTF8.GetBytes(outside.ToJsonString());

        Assert.False(EnvelopeReader.TryRead(message, out _));
        Assert.True(EnvelopeReader.IsOurs(message));
    }

    [Fact]
    public void Content_larger_than_an_envelope_is_refused_without_being_unfolded()
    {
        var outside = Outside(Header);
        outside["br"] = Convert.ToBase64String(Brotli(new byte[100_000_000]));

        Assert.False(EnvelopeReader.TryRead(Encoding.UTF8.GetBytes(outside.ToJsonString()), out _));
    }

    [Fact]
    public void Bytes_that_are_broken_anywhere_never_throw()
    {
        var good = EnvelopePacker.Pack(Header, TestEvents.Accepted(40)).Envelopes[0].Body.ToArray();
        var random = new Random(17);
        for (var i = 0; i < 5_000; i++)
        {
            var body = good.AsSpan(0, random.Next(4) == 0 ? random.Next(good.Length) : good.Length).ToArray();
            for (var flips = random.Next(1, 4); flips > 0 && body.Length > 0; flips--)
                body[random.Next(body.Length)] = (byte)random.Next(256);

            if (EnvelopeReader.TryRead(body, out var envelope))
                Assert.NotEmpty(envelope.Events);
        }
    }

    private static JsonObject Outside(EnvelopeHeader header) =>
        JsonNode.Parse(EnvelopePacker.Pack(header, TestEvents.Accepted(60)).Envelopes[0].Body.Span)!.AsObject();

    private static byte[] Brotli(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var stream = new BrotliStream(compressed, CompressionLevel.Fastest))
        {
            stream.Write(content);
        }

        return compressed.ToArray();
    }
}
