using SpotifyCapi.Events;
using SpotifyCapi.Queueing;
using SpotifyCapi.Tests.Events;

namespace SpotifyCapi.Tests.Queueing;

public sealed class EnvelopePackerTests
{
    private static readonly EnvelopeHeader Header = new("main", "events", 0, SampleEvent.Now);

    [Theory]
    [InlineData(QueueEnvelope.MaxBytes - 1, 1)]
    [InlineData(QueueEnvelope.MaxBytes, 1)]
    [InlineData(QueueEnvelope.MaxBytes + 1, 0)]
    public void A_single_event_fits_up_to_49152_bytes(int size, int envelopes)
    {
        var packed = EnvelopePacker.Pack(Header, [EventOf(size)]);

        Assert.Equal(envelopes, packed.Envelopes.Count);
        Assert.Equal(envelopes == 1 ? [] : [0], packed.TooLarge);
        Assert.All(packed.Envelopes, envelope => Assert.Equal(size, OpenedEnvelope.Json(envelope.Body).Length));
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void Two_events_share_an_envelope_up_to_49152_bytes(int over, int envelopes)
    {
        var one = TestEvents.Accepted("a", "x");
        var single = EnvelopePacker.Pack(Header, [one]).Envelopes[0].Body.Length;
        var both = EnvelopePacker.Pack(Header, [one, one]).Envelopes[0].Body.Length;
        var other = EventOf(QueueEnvelope.MaxBytes + over - (both - single));

        var packed = EnvelopePacker.Pack(Header, [one, other]);

        Assert.Equal(envelopes, packed.Envelopes.Count);
        Assert.Equal([0, 1], packed.Envelopes.SelectMany(envelope => envelope.Indexes));
        Assert.All(packed.Envelopes, envelope => Assert.True(OpenedEnvelope.Json(envelope.Body).Length <= QueueEnvelope.MaxBytes));
    }

    [Fact]
    public void Every_event_is_there_once_and_in_order_and_those_too_large_are_named()
    {
        var events = Enumerable.Range(0, 700).Select(i => TestEvents.Accepted($"order-{i}", new string('ü', i % 97 == 13 ? 30_000 : i % 50))).ToArray();

        var packed = EnvelopePacker.Pack(Header, events);

        var large = Enumerable.Range(0, 700).Where(i => i % 97 == 13);
        Assert.Equal(large, packed.TooLarge);
        Assert.Equal(Enumerable.Range(0, 700).Except(large), packed.Envelopes.SelectMany(envelope => envelope.Indexes));
        foreach (var envelope in packed.Envelopes)
        {
            Assert.InRange(OpenedEnvelope.Json(envelope.Body).Length, 1, QueueEnvelope.MaxBytes);
            Assert.True(EnvelopeReader.TryRead(envelope.Body, out var read));
            Assert.Equal(envelope.Indexes.Select(index => events[index].Facts.EventId), read.Events.Select(item => item.Facts.EventId));
        }

        // As few as possible: no envelope has room for the first event of the next one.
        for (var i = 1; i < packed.Envelopes.Count; i++)
        {
            var first = EnvelopePacker.Pack(Header, [events[packed.Envelopes[i].Indexes[0]]]).Envelopes[0].Body.Length;
            var empty = EnvelopePacker.Pack(Header, [events[0]]).Envelopes[0].Body.Length;
            Assert.True(OpenedEnvelope.Json(packed.Envelopes[i - 1].Body).Length + first > QueueEnvelope.MaxBytes - empty);
        }
    }

    [Fact]
    public void No_events_make_no_envelope()
    {
        var packed = EnvelopePacker.Pack(Header, []);

        Assert.Empty(packed.Envelopes);
        Assert.Empty(packed.TooLarge);
    }

    [Fact]
    public void The_same_events_give_the_same_bytes() =>
        Assert.Equal(
            EnvelopePacker.Pack(Header, TestEvents.Accepted(3)).Envelopes[0].Body.ToArray(),
            EnvelopePacker.Pack(Header, TestEvents.Accepted(3)).Envelopes[0].Body.ToArray());

    private static AcceptedEvent EventOf(int envelopeSize)
    {
        var empty = EnvelopePacker.Pack(Header, [TestEvents.Accepted("a", "x")]).Envelopes[0].Body.Length;
        return TestEvents.Accepted("a", new string('x', envelopeSize - empty + 1));
    }
}
