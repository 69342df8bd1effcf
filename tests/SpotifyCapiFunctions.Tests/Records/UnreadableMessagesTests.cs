using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Records;

/// <summary>With the queue that the host reads from, and the text as it hands it over.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class UnreadableMessagesTests : IDisposable
{
    private const string Newer = """{"v":9,"dest":"main","events":"in a form of tomorrow"}""";

    private readonly ConversionTelemetry telemetry = new();
    private readonly QueueClient queue;
    private readonly QueueClient host;
    private readonly BlobContainerClient letters;
    private readonly UnreadableMessages keeper;

    public UnreadableMessagesTests(AzuriteCollection.Storage storage)
    {
        queue = storage.NewQueue();
        host = new QueueClient(storage.ConnectionString, queue.Name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.None });
        letters = storage.NewContainer();
        keeper = new UnreadableMessages(
            AzuriteCollection.Storage.Queue(queue), Letters.Store(letters), telemetry, TimeProvider.System, NullLogger<UnreadableMessages>.Instance);
    }

    public void Dispose() => telemetry.Dispose();

    [Theory]
    [InlineData("not Base64: somebody's", "not Base64: somebody's")]
    [InlineData("c29tZWJvZHkncw==", "somebody's")]
    public async Task Message_of_others_is_a_dead_letter_with_size_and_digest_of_what_it_held(string text, string payload)
    {
        await keeper.KeepAsync(await ReceiveAsync(text), CancellationToken.None);

        var item = Assert.Single((await new DeadLetterList(letters).PageAsync(new(null, null, null, null), 10, null, CancellationToken.None)).Items);
        var metadata = (await letters.GetBlobClient(item.Id).GetPropertiesAsync()).Value.Metadata;
        Assert.Equal("unreadable", item.Reason);
        Assert.Equal(
            (payload.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(payload)))),
            (metadata["bytes"], metadata["sha256"]));
        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    /// <summary>Somebody who moves messages by hand may have moved one decoded.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Envelope_of_a_newer_version_goes_back_as_Base64(bool isBase64)
    {
        var message = await ReceiveAsync(isBase64 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(Newer)) : Newer);

        await keeper.KeepAsync(message, CancellationToken.None);

        await host.DeleteMessageAsync(message.MessageId, message.PopReceipt);
        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Message_without_its_destination_goes_back_with_the_same_bytes()
    {
        var sent = new RecordedQueue();
        var backward = new UnreadableMessages(sent, Letters.Store(letters), telemetry, TimeProvider.System, NullLogger<UnreadableMessages>.Instance);
        var letter = Letters.Of("order-1");
        var body = SpotifyCapi.Queueing.EnvelopePacker.Pack(
            new("gone", "shop", 2, letter.FirstQueued), [new(letter.Event.Facts, SpotifyCapi.Identifiers.IdentifierSet.Of(letter.Event.Identifiers))]).Envelopes[0].Body;

        await backward.PutBackAsync(await ReceiveAsync(Convert.ToBase64String(body.Span)), "gone", CancellationToken.None);

        var (envelope, _) = Assert.Single(sent.Sent);
        Assert.Equal(("gone", 2, "order-1"), (envelope.Header.Destination, envelope.Header.Attempt, Assert.Single(envelope.Events).Facts.EventId));
    }

    private async Task<QueueMessage> ReceiveAsync(string text)
    {
        await queue.CreateIfNotExistsAsync();
        await host.SendMessageAsync(text);
        return (await host.ReceiveMessageAsync()).Value;
    }

    private async Task<int> CountAsync() =>
        (await new DeadLetterList(letters).PageAsync(new(null, null, null, null), 10, null, CancellationToken.None)).Items.Count;
}
