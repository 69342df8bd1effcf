using SpotifyCapi.Queueing;

namespace SpotifyCapi.Tests.Queueing;

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
