using Azure.Storage.Queues;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Queueing;

namespace Benchmarks.Load;

/// <summary>Events that already wait when the app starts, in full messages as the app itself leaves them.</summary>
internal sealed class Backlog(int events)
{
    public string[] Ids { get; } = [.. Enumerable.Range(1, events).Select(i => $"waiting-{i:D7}")];

    public Task FillAsync(string storage) => FillAsync(storage, "conversions");

    public async Task FillAsync(string storage, string name)
    {
        var queue = new QueueClient(storage, name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateIfNotExistsAsync();
        var shopper = new Shopper(seed: 2);
        var header = new EnvelopeHeader("main", "shop", 0, TimeProvider.System.GetUtcNow());
        var packed = EnvelopePacker.Pack(header, [.. Ids.Select(id => Event(id, shopper))]);
        await Parallel.ForEachAsync(packed.Envelopes, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (envelope, token) =>
            await queue.SendMessageAsync(BinaryData.FromBytes(envelope.Body), timeToLive: TimeSpan.FromSeconds(-1), cancellationToken: token));
    }

    private static AcceptedEvent Event(string id, Shopper shopper) => new(
        new EventFacts
        {
            Event = StandardEvent.Purchase,
            SourceEventName = "Order Completed",
            EventId = id,
            EventTime = shopper.Time(),
            ActionSource = ActionSource.Web,
            EventSourceUrl = shopper.Page("headphones"),
            Consent = MarketingConsent.Granted,
            OptOutTargeting = false,
            Money = new Money(Money.Trim(shopper.Price()), "USD"),
            ContentName = "Headphones, black",
            ContentCategory = "2271",
            OrderId = shopper.Order(),
        },
        new IdentifierSet
        {
            HashedEmails = [Sha256Digest.Of(shopper.Email(id).AsSpan())],
            HashedPhone = Sha256Digest.Of(shopper.Phone().AsSpan()),
            IpAddress = shopper.Ip(),
            DeviceId = shopper.Device(),
        });
}
