using SpotifyCapi.Events;
using SpotifyCapi.Records;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Spotify;

namespace SpotifyCapi.Tests.Records;

public sealed class TallyTests
{
    [Fact]
    public void Accepted_orders_of_special_kinds_are_counted_beside_and_not_added_to_the_rest()
    {
        var tally = new Tally();
        var accepted = IngestRecord.Accepted(SampleEvent.Accept(SampleEvent.Json), "shop", TestDestinations.Direct, SampleEvent.Now);

        tally.Arrived(accepted with { OrderKind = OrderKinds.Renewal }, listed: true);
        tally.Arrived(accepted with { OrderKind = OrderKinds.Renewal }, listed: true);
        tally.Arrived(accepted with { OrderKind = OrderKinds.DraftOrder }, listed: true);
        tally.Arrived(accepted with { OrderKind = OrderKinds.DraftOrder, Status = IngestStatus.Ignored, Reason = "excluded:drafts" }, listed: true);
        tally.Arrived(accepted, listed: true);

        var sum = new Figures();
        sum.Add(Assert.Single(tally.Take()).Figures);
        Assert.Equal((4, 1), (sum.Accepted, sum.Ignored!["excluded:drafts"]));
        Assert.Equal(new Dictionary<string, long> { [OrderKinds.Renewal] = 2, [OrderKinds.DraftOrder] = 1 }, sum.Kinds);
    }

    [Fact]
    public void An_arrival_says_what_decided_the_consent()
    {
        var record = IngestRecord.Accepted(SampleEvent.Accept(SampleEvent.With("consent", """{"gpc":true}""")), "shop", TestDestinations.Direct, SampleEvent.Now);

        Assert.Equal(("denied", "gpc", true), (record.Consent, record.ConsentSignal, record.OptOutTargeting));
        Assert.Equal("explicit", IngestRecord.Accepted(SampleEvent.Accept(SampleEvent.Json), "shop", TestDestinations.Direct, SampleEvent.Now).ConsentSignal);
    }
}
