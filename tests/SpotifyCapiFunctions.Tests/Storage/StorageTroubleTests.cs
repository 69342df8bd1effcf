using System.Diagnostics.Metrics;
using System.Net.Sockets;
using Azure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Storage;

[Collection(AzuriteCollection.Name)]
public sealed class StorageTroubleTests : IDisposable
{
    private const string Send = "conversions send";

    private readonly AzuriteCollection.Storage storage;
    private readonly StandingTime time = new();
    private readonly FakeLogger<StorageTrouble> log = new();
    private readonly ConversionTelemetry telemetry = new();
    private readonly MeterListener listener = new();
    private readonly List<string> counted = [];
    private readonly StorageTrouble trouble;

    public StorageTroubleTests(AzuriteCollection.Storage storage)
    {
        (this.storage, trouble) = (storage, new StorageTrouble(telemetry, time, log));
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == MetricNames.StorageFailures && ReferenceEquals(instrument.Meter, telemetry.Meter))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted.Add(string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        telemetry.Dispose();
    }

    [Fact]
    public void Failures_are_counted_each_and_logged_once_per_change_and_again_after_a_while()
    {
        for (var i = 0; i < 100; i++)
            trouble.Failed(Send, Refused("AuthorizationFailure"));
        Assert.Equal(Enumerable.Repeat("operation=conversions send code=AuthorizationFailure", 100), counted);
        Assert.Equal(["Storage: conversions send fails (403 AuthorizationFailure)"], Logged());

        trouble.Failed(Send, Refused("AccountIsDisabled"));
        trouble.Failed(Send, Refused("AuthorizationFailure"));
        Assert.Equal(2, Logged().Length);
        time.Advance(TimeSpan.FromMinutes(10));
        trouble.Failed(Send, Refused("AuthorizationFailure"));
        Assert.Equal(3, Logged().Length);
    }

    [Fact]
    public void What_works_again_is_said_once_and_not_shown_any_more()
    {
        trouble.Failed(Send, Refused("ServerBusy"));
        trouble.Failed("ingest append", new SocketException((int)SocketError.ConnectionRefused));
        Assert.Equal([Send, "ingest append"], trouble.Failing.Select(failure => failure.Operation));

        trouble.Succeeded(Send);
        trouble.Succeeded(Send);

        Assert.Equal("ConnectionRefused", Assert.Single(trouble.Failing).Code);
        Assert.Equal("Storage: conversions send works again", Logged()[^1]);
        Assert.Equal(3, Logged().Length);
    }

    /// <summary>A storage that is throttled refuses and takes by turns.</summary>
    [Fact]
    public void Storage_that_works_by_turns_floods_no_log()
    {
        for (var i = 0; i < 100; i++)
        {
            trouble.Failed(Send, Refused("ServerBusy"));
            trouble.Succeeded(Send);
        }

        Assert.Equal(2, Logged().Length);
    }

    [Fact]
    public async Task Log_that_cannot_be_written_says_why()
    {
        await using var lines = new AppendLog(NewContainers.Unreachable(), TimeProvider.System, "tally/", trouble: trouble);

        Assert.False(await lines.AppendAsync("line\n"u8.ToArray(), default));

        var failure = Assert.Single(trouble.Failing);
        Assert.Equal(("tally append", "ConnectionRefused"), (failure.Operation, failure.Code));
    }

    [Fact]
    public async Task Queue_that_cannot_be_looked_at_says_why()
    {
        var depth = new QueueDepth(storage.NewQueue(key: "d3Jvbmc="), storage.NewQueue(), trouble, TimeProvider.System);

        Assert.Equal((null, 0), await depth.ReadAsync(default));

        Assert.Equal("AuthenticationFailed", Assert.Single(trouble.Failing).Code);
    }

    /// <summary>What the client libraries know about a refusal is in the app's log, whoever swallows the exception.</summary>
    /// <summary>A warning of each blob that is not there yet would bury everything else.</summary>
    [Theory]
    [InlineData(null, false)]
    [InlineData(LogLevel.Warning, true)]
    public async Task Refusals_that_the_client_libraries_see_reach_the_log_where_a_setting_asks_for_them(LogLevel? level, bool expected)
    {
        using var lines = new FakeLoggerProvider();
        await using var services = new ServiceCollection()
            .AddSingleton<ConversionTelemetry>()
            .AddLogging(logging => Levels(logging.SetMinimumLevel(LogLevel.Trace).AddProvider(lines)))
            .AddStorageClients(Configured.With(("AzureWebJobsStorage", storage.WithKey("d3Jvbmc="))))
            .BuildServiceProvider();

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => services.GetRequiredService<BlobContainers>().Get("any").ExistsAsync());

        Assert.Equal(403, refused.Status);
        var ofAzure = lines.Collector.GetSnapshot().Where(line => line.Category == "Azure.Core").ToArray();
        Assert.Equal(expected, ofAzure.Any(line => line.Level == LogLevel.Warning && line.Message.Contains("403", StringComparison.Ordinal)));
        Assert.DoesNotContain(ofAzure, line => line.Level == LogLevel.Information);

        void Levels(ILoggingBuilder logging)
        {
            if (level is { } asked)
                logging.AddFilter("Azure", asked);
        }
    }

    private static RequestFailedException Refused(string code) => new(403, "A message with an address", code, null);

    private string[] Logged() => [.. log.Entries().Select(entry => entry.Text.Trim())];
}
