using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Queueing;
using SpotifyCapi.Records;

namespace SpotifyCapi.Tests.Delivery;

/// <summary>The brake on mass refusals: what Spotify refuses for everybody is no fault of the events.</summary>
public sealed class MassRefusalTests
{
    private const int HalvingsOfOneMessage = 7;
    private static readonly BreakerOptions Options = new();

    private readonly PriorityQueue<QueueEnvelope, DateTimeOffset> queue = new();

    [Fact]
    public async Task Everything_refused_costs_a_bounded_number_of_requests_and_dead_letters_and_loses_nothing()
    {
        var accepts = false;
        using var parts = Parts(_ => !accepts);
        string[] all = [.. Enumerable.Range(0, 10_000).Select(i => $"e{i}")];
        foreach (var ids in all.Chunk(100))
            Put(DeliveryParts.Envelope(0, ids));

        await RunAsync(parts, TimeSpan.FromHours(1));

        var probes = (int)(TimeSpan.FromHours(1) / Options.PauseFor);
        Assert.Equal(Options.MassRefusalEvents, parts.Letters.Kept.Count);
        Assert.InRange(parts.Requests.Count, 1, HalvingsOfOneMessage + (2 * Options.MassRefusalEvents) + probes);
        Assert.Equal((DestinationStatus.Paused, DeliveryReasons.MassRefusal), (parts.Lanes.Find("main")!.Breaker.State.Status, parts.Lanes.Find("main")!.Breaker.State.Reason));

        accepts = true;
        await RunAsync(parts, TimeSpan.FromMinutes(20));

        string[] dead = [.. parts.Letters.Kept.Select(letter => letter.Event.Facts.EventId)];
        Assert.Equal(0, queue.Count);
        Assert.Equal(all.Order(), Delivered(parts).Concat(dead).Order());

        // A replay is an envelope with the same events.
        Put(DeliveryParts.Envelope(0, dead));
        await RunAsync(parts, TimeSpan.FromMinutes(1));
        Assert.Equal(all.Order(), Delivered(parts).Order());
    }

    [Fact]
    public async Task Probe_is_one_event_and_waits_with_the_others_when_it_is_refused()
    {
        using var parts = Parts(_ => true);
        Put(DeliveryParts.Envelope(0, Enumerable.Range(0, 200).Select(i => $"e{i}")));
        await RunAsync(parts, TimeSpan.FromMinutes(1));
        parts.Requests.Clear();

        await RunAsync(parts, TimeSpan.FromMinutes(20));

        Assert.InRange(parts.Requests.Count, 2, 4);
        Assert.Equal(parts.Requests.Count, parts.Requests.Select(Assert.Single).Distinct().Count());
        Assert.Equal(Options.MassRefusalEvents, parts.Letters.Kept.Count);
        Assert.All(queue.UnorderedItems, item => Assert.Equal(0, item.Element.Header.Attempt));
        Assert.Equal(200 - Options.MassRefusalEvents, queue.UnorderedItems.Sum(item => item.Element.Events.Count));
    }

    [Fact]
    public async Task Bad_events_around_good_ones_hold_them_up_only_for_a_time()
    {
        using var parts = Parts(id => id.StartsWith("bad", StringComparison.Ordinal));
        string[] good = [.. Enumerable.Range(0, 5).Select(i => $"good{i}")];
        Put(DeliveryParts.Envelope(0, [.. Enumerable.Range(0, 60).Select(i => $"bad{i}"), .. good, .. Enumerable.Range(60, 30).Select(i => $"bad{i}")]));

        await RunAsync(parts, TimeSpan.FromHours(6));

        Assert.Equal(good, Delivered(parts).Order());
    }

    [Fact]
    public async Task Every_second_event_bad_is_no_mass_refusal()
    {
        using var parts = Parts(id => id.StartsWith("bad", StringComparison.Ordinal));
        for (var message = 0; message < 10; message++)
            Put(DeliveryParts.Envelope(0, Enumerable.Range(message * 100, 100).Select(i => $"{(i % 2 == 0 ? "bad" : "good")}{i}")));

        await RunAsync(parts, TimeSpan.FromMinutes(1));

        Assert.Equal((500, 500, 0), (Delivered(parts).Count(), parts.Letters.Kept.Count, queue.Count));
    }

    // Each request takes a moment, or the rate budget would wait for a clock that stands still.
    private static DeliveryParts Parts(Func<string, bool> isBad)
    {
        DeliveryParts? parts = null;
        return parts = new DeliveryParts(ids =>
        {
            parts!.Time.Advance(TimeSpan.FromMilliseconds(1));
            return ids.Any(isBad) ? 400 : 200;
        });
    }

    private static IEnumerable<string> Delivered(DeliveryParts parts) => parts.Journal.Writes
        .SelectMany(entries => entries)
        .Where(entry => entry.Outcome == DeliveryStatus.Delivered)
        .SelectMany(entry => entry.Events)
        .Select(item => item.EventId);

    private void Put(QueueEnvelope envelope) => queue.Enqueue(envelope, DateTimeOffset.MinValue);

    // The host: each message when it becomes visible, and what it was put off for later.
    private async Task RunAsync(DeliveryParts parts, TimeSpan span)
    {
        var end = parts.Time.GetUtcNow() + span;
        while (queue.TryPeek(out _, out var visible) && visible <= end)
        {
            var envelope = queue.Dequeue();
            if (visible > parts.Time.GetUtcNow())
                parts.Time.Advance(visible - parts.Time.GetUtcNow());

            await parts.Delivery.DeliverAsync(envelope, CancellationToken.None);
            foreach (var (later, delay) in parts.Queue.Sent)
                queue.Enqueue(later, parts.Time.GetUtcNow() + delay!.Value);

            parts.Queue.Sent.Clear();
        }

        if (end > parts.Time.GetUtcNow())
            parts.Time.Advance(end - parts.Time.GetUtcNow());
    }
}
