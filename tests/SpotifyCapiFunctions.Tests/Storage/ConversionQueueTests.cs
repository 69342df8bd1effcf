using System.Net;
using System.Net.Sockets;
using System.Text;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Queueing;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Storage;

[Collection(AzuriteCollection.Name)]
public sealed class ConversionQueueTests(AzuriteCollection.Storage storage)
{
    // Far above every limit of the queue, far below that of the run.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly QueueClient client = storage.NewQueue();

    [Fact]
    public async Task Sent_message_is_stored_and_never_expires()
    {
        Assert.True(await AzuriteCollection.Storage.Queue(client).SendAsync("{\"ü\":1}"u8.ToArray(), null, default));

        var message = Assert.Single((await client.ReceiveMessagesAsync(32)).Value);
        Assert.Equal("{\"ü\":1}", message.Body.ToString());
        Assert.Equal(9999, message.ExpiresOn!.Value.Year);
    }

    [Fact]
    public async Task Sent_message_is_Base64_as_the_host_expects()
    {
        await AzuriteCollection.Storage.Queue(client).SendAsync("{}"u8.ToArray(), null, default);

        var raw = new QueueClient(storage.ConnectionString, client.Name);
        Assert.Equal(Convert.ToBase64String("{}"u8), Assert.Single((await raw.PeekMessagesAsync()).Value).Body.ToString());
    }

    [Fact]
    public async Task Deferred_message_is_hidden_for_so_long()
    {
        var queue = AzuriteCollection.Storage.Queue(client);

        Assert.True(await queue.SendAsync("{}"u8.ToArray(), TimeSpan.FromHours(1), default));

        Assert.Empty((await client.PeekMessagesAsync(32)).Value);
        Assert.Equal(1, (await client.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Largest_envelope_fits_and_one_byte_more_is_not_confirmed()
    {
        var queue = AzuriteCollection.Storage.Queue(client);

        Assert.True(await queue.SendAsync(Body(QueueEnvelope.MaxBytes), null, default));
        Assert.False(await queue.SendAsync(Body(QueueEnvelope.MaxBytes + 1), null, default));

        Assert.Equal(QueueEnvelope.MaxBytes, Assert.Single((await client.PeekMessagesAsync(32)).Value).Body.ToMemory().Length);
    }

    [Fact]
    public async Task Deleted_queue_is_not_confirmed_and_made_again_for_the_next()
    {
        var queue = AzuriteCollection.Storage.Queue(client);
        Assert.True(await queue.SendAsync("1"u8.ToArray(), null, default));
        await client.DeleteAsync();

        Assert.False(await queue.SendAsync("2"u8.ToArray(), null, default));
        Assert.True(await queue.SendAsync("3"u8.ToArray(), null, default));

        Assert.Equal("3", Assert.Single((await client.PeekMessagesAsync(32)).Value).Body.ToString());
    }

    [Fact]
    public async Task Queue_that_refuses_connections_is_not_confirmed()
    {
        var queue = AzuriteCollection.Storage.Unreachable();

        Assert.False(await queue.SendAsync("{}"u8.ToArray(), null, default).WaitAsync(Limit));
        Assert.NotNull(await queue.ProbeAsync(default).WaitAsync(Limit));
    }

    [Fact]
    public async Task Queue_that_is_silent_is_given_up_after_the_time_limit()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var queue = Connect((IPEndPoint)silent.LocalEndpoint, TimeSpan.FromMilliseconds(300));

        Assert.False(await queue.SendAsync("{}"u8.ToArray(), null, default).WaitAsync(Limit));
        Assert.NotNull(await queue.ProbeAsync(default).WaitAsync(Limit));
    }

    [Fact]
    public async Task Host_that_stops_ends_the_wait_without_an_answer()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var queue = Connect((IPEndPoint)silent.LocalEndpoint, TimeSpan.FromMinutes(1));
        using var stopping = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queue.SendAsync("{}"u8.ToArray(), null, stopping.Token).WaitAsync(Limit));
    }

    [Fact]
    public async Task Reachable_queue_is_reachable() => Assert.Null(await AzuriteCollection.Storage.Queue(client).ProbeAsync(default));

    private static byte[] Body(int length) => Encoding.ASCII.GetBytes(new string('x', length));

    /// <summary>Otherwise every sender is told to come back, and the log holds no reason.</summary>
    [Fact]
    public async Task Queue_that_refuses_the_key_is_not_confirmed_and_says_why()
    {
        var log = new FakeLogger<StorageTrouble>();
        var trouble = new StorageTrouble(new ConversionTelemetry(), TimeProvider.System, log);
        var queue = AzuriteCollection.Storage.Queue(storage.NewQueue(key: "d3Jvbmc="), trouble);

        Assert.False(await queue.SendAsync("{}"u8.ToArray(), null, default));
        Assert.False(await queue.SendAsync("{}"u8.ToArray(), null, default));

        var failure = Assert.Single(trouble.Failing);
        Assert.EndsWith(" send", failure.Operation, StringComparison.Ordinal);
        Assert.Equal((403, "AuthenticationFailed"), (failure.Status, failure.Code));
        Assert.Contains("send fails (403 AuthenticationFailed)", Assert.Single(log.Entries()).Text, StringComparison.Ordinal);
        Assert.Equal(failure, queue.Refused);
    }

    [Fact]
    public async Task Look_at_the_queue_changes_nothing()
    {
        Assert.Null(await AzuriteCollection.Storage.Queue(client).ProbeAsync(default));

        Assert.False(await client.ExistsAsync());
    }

    private static ConversionQueue Connect(IPEndPoint server, TimeSpan timeout) => new(
        StorageParts.Queues($"DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://{server}/a;"),
        new IngestOptions { EnqueueTimeout = timeout },
        new ConversionTelemetry(),
        StorageParts.Trouble(),
        TimeProvider.System);
}
