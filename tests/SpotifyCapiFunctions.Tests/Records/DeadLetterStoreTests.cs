using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Records;
using SpotifyCapi.Validation;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Records;

[Collection(AzuriteCollection.Name)]
public sealed class DeadLetterStoreTests(AzuriteCollection.Storage storage)
{
    private static readonly DeadLetterFilter Everything = new(null, null, null, null);

    [Fact]
    public async Task Kept_letter_is_listed_from_its_metadata_and_read_back_whole()
    {
        var container = storage.NewContainer();
        var letter = Letters.Of("order-1", message: "event_time ünd \"more\"");

        await Letters.Store(container).KeepAsync(letter, CancellationToken.None);

        var item = Assert.Single((await new DeadLetterList(container).PageAsync(Everything, 10, null, CancellationToken.None)).Items);
        Assert.Equal(
            (letter.Reason, "main", "shop", "order-1", "Purchase", 1, 400, letter.Message, "trace-1", 0),
            (item.Reason, item.Destination, item.Source, item.EventId, item.EventName, item.Attempts, item.Status, item.Message, item.TraceId, item.Replays));
        Assert.Equal((letter.FirstQueued, letter.DiedAt), (item.FirstQueued, item.DiedAt));
        var content = (await container.GetBlobClient(item.Id).DownloadContentAsync()).Value.Content;
        Assert.Equal(DeadLetterFormat.Write(letter), DeadLetterFormat.Write(DeadLetterFormat.Read(content)!));
    }

    [Fact]
    public async Task Letter_kept_again_after_a_crash_is_one()
    {
        var container = storage.NewContainer();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Letters.Store(container).KeepAsync(Letters.Of("order-1"), CancellationToken.None)));

        Assert.Single((await new DeadLetterList(container).PageAsync(Everything, 10, null, CancellationToken.None)).Items);
    }

    /// <summary>Each write is billed.</summary>
    [Fact]
    public async Task Letter_in_a_container_that_is_there_is_one_request()
    {
        var requests = new RecordedRequests();
        var container = storage.NewContainer(requests);
        var store = Letters.Store(container);
        await store.KeepAsync(Letters.Of("order-1"), CancellationToken.None);
        var before = requests.Count(container.Name);

        await store.KeepAsync(Letters.Of("order-2"), CancellationToken.None);

        Assert.Equal(1, requests.Count(container.Name) - before);
    }

    /// <summary>The client repeats a write whose answer was lost, and finds its own letter.</summary>
    [Fact]
    public async Task Letter_whose_answer_was_lost_is_kept()
    {
        var requests = new RecordedRequests();
        var container = storage.NewContainer(requests);
        var store = Letters.Store(container);
        await store.KeepAsync(Letters.Of("order-1"), CancellationToken.None);
        requests.LoseAnswer(container.Name);

        await store.KeepAsync(Letters.Of("order-2"), CancellationToken.None);

        Assert.Equal(2, (await new DeadLetterList(container).PageAsync(Everything, 10, null, CancellationToken.None)).Items.Count);
    }

    [Fact]
    public async Task Different_events_and_destinations_are_different_letters()
    {
        var container = storage.NewContainer();
        var store = Letters.Store(container);

        await store.KeepAsync(Letters.Of("order-1"), CancellationToken.None);
        await store.KeepAsync(Letters.Of("order-2"), CancellationToken.None);
        await store.KeepAsync(Letters.Of("order-1", destination: "other"), CancellationToken.None);
        await store.KeepAsync(Letters.Of("order-1", seconds: 1), CancellationToken.None);

        Assert.Equal(4, (await new DeadLetterList(container).PageAsync(Everything, 10, null, CancellationToken.None)).Items.Count);
    }

    [Fact]
    public async Task Longest_id_and_message_fit_into_the_metadata()
    {
        var container = storage.NewContainer();
        var id = new string('ü', EventValidator.MaxEventIdLength);

        await Letters.Store(container).KeepAsync(Letters.Of(id, message: string.Concat(Enumerable.Repeat("😀", 150))), CancellationToken.None);

        var item = Assert.Single((await new DeadLetterList(container).PageAsync(Everything, 10, null, CancellationToken.None)).Items);
        Assert.StartsWith("üüü", item.EventId, StringComparison.Ordinal);
        var content = (await container.GetBlobClient(item.Id).DownloadContentAsync()).Value.Content;
        Assert.Equal(id, DeadLetterFormat.Read(content)!.Event.Facts.EventId);
    }

    [Fact]
    public async Task Unreadable_message_is_kept_without_its_payload()
    {
        var container = storage.NewContainer();
        var payload = "jane.doe@example.com"u8.ToArray();

        await Letters.Store(container).KeepUnreadableAsync("message-1", payload, Letters.Accepted, Letters.Accepted, CancellationToken.None);

        var item = Assert.Single((await new DeadLetterList(container).PageAsync(Everything, 10, null, CancellationToken.None)).Items);
        Assert.Equal(("unreadable", null), (item.Reason, item.EventId));
        var blob = container.GetBlobClient(item.Id);
        Assert.Equal("{}", (await blob.DownloadContentAsync()).Value.Content.ToString());
        var metadata = (await blob.GetPropertiesAsync()).Value.Metadata;
        Assert.Equal("20", metadata["bytes"]);
        Assert.DoesNotContain(metadata.Values, value => value.Contains("jane", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Container_that_was_deleted_is_made_again_at_the_next_try()
    {
        var container = storage.NewContainer();
        var store = Letters.Store(container);
        await store.KeepAsync(Letters.Of("order-1"), CancellationToken.None);
        await container.DeleteAsync();

        await Assert.ThrowsAsync<Azure.RequestFailedException>(() => store.KeepAsync(Letters.Of("order-2"), CancellationToken.None));
        await store.KeepAsync(Letters.Of("order-2"), CancellationToken.None);

        Assert.Single((await new DeadLetterList(container).PageAsync(Everything, 10, null, CancellationToken.None)).Items);
    }

    [Fact]
    public async Task Letter_that_cannot_be_kept_is_logged_with_its_cause_and_thrown()
    {
        var log = new FakeLogger<DeadLetterStore>();

        await Assert.ThrowsAnyAsync<Exception>(
            () => new DeadLetterStore(NewContainers.Unreachable(), log).KeepAsync(Letters.Of("a"), CancellationToken.None));

        var (level, text) = Assert.Single(log.Entries());
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains("ConnectionRefused", text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", text, StringComparison.Ordinal);
    }
}
