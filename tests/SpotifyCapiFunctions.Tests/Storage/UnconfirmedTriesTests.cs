using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Tests.Storage;

public sealed class UnconfirmedTriesTests : IDisposable
{
    private readonly ConversionTelemetry telemetry = new();
    private readonly MeterListener listener = new();
    private long counted;

    public UnconfirmedTriesTests()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == MetricNames.Unconfirmed && ReferenceEquals(instrument.Meter, telemetry.Meter))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref counted, value));
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        telemetry.Dispose();
    }

    [Fact]
    public async Task Try_that_times_out_is_counted() => await CountsAsync(1, () => throw new TaskCanceledException());

    [Fact]
    public async Task Connection_that_breaks_while_waiting_is_counted() =>
        await CountsAsync(1, () => throw new HttpRequestException("reset", new SocketException((int)SocketError.ConnectionReset)));

    [Fact]
    public async Task Error_of_the_server_is_counted() => await CountsAsync(1, () => new HttpResponseMessage(HttpStatusCode.InternalServerError));

    [Fact]
    public async Task Connection_that_is_refused_is_not_counted_since_nothing_was_sent() =>
        await CountsAsync(0, () => throw new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)));

    [Fact]
    public async Task Message_that_is_refused_is_not_counted() => await CountsAsync(0, () => new HttpResponseMessage(HttpStatusCode.Forbidden));

    [Fact]
    public async Task Queue_that_is_made_is_not_a_message()
    {
        await Record.ExceptionAsync(() => Client(() => throw new TaskCanceledException()).CreateIfNotExistsAsync());

        Assert.Equal(0, counted);
    }

    private async Task CountsAsync(long expected, Func<HttpResponseMessage> answer)
    {
        Assert.NotNull(await Record.ExceptionAsync(() => Client(answer).SendMessageAsync("{}")));

        Assert.Equal(expected, counted);
    }

    private QueueClient Client(Func<HttpResponseMessage> answer)
    {
        var options = new QueueClientOptions { Retry = { MaxRetries = 0 }, Transport = new HttpClientTransport(new HttpClient(new Answering(answer))) };
        options.AddPolicy(new UnconfirmedTries(telemetry, NullLogger<UnconfirmedTries>.Instance), HttpPipelinePosition.PerRetry);
        return new QueueClient("DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;QueueEndpoint=http://queue.invalid/a;", "conversions", options);
    }

    private sealed class Answering(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return answer();
        }
    }
}
