using System.Text.Json;
using SpotifyCapi.Delivery;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Tests.Settings;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Delivery;

/// <summary>A sender of events to a scripted server that notes whom it took.</summary>
public abstract class EventSenderTest : IDisposable
{
    private protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private protected readonly ScriptedServer server = new();
    private protected readonly FakeTimeProvider time = new(SampleEvent.Now);
    private protected readonly Dictionary<string, int> taken = [];

    public void Dispose()
    {
        server.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<IReadOnlyList<SentRequest>> SendAsync(int count)
    {
        using var lane = Lane(TestDestinations.Direct.MaxConcurrency);
        return await Sender(new OneTry()).SendAsync(lane, TestEvents.Hashed(count), CancellationToken.None);
    }

    private protected EventSender Sender(IQuickTries tries)
    {
        var tokens = new CapiTokens(new FakeSecrets(("capi-token", "token-1")));
        return new EventSender(new SpotifyClient(server.Client, new BearerSources(tokens, tokens), time), tries, time);
    }

    // The budget waits by a clock that runs; the one of the test stands still.
    private protected static DestinationLane Lane(int concurrency) =>
        new(TestDestinations.Direct with { MaxRequestsPerSecond = 1000, MaxConcurrency = concurrency }, new BreakerOptions(), TimeProvider.System);

    private protected static DestinationLane SlowLane(ManualTime turns) => new(TestDestinations.Direct with { MaxRequestsPerSecond = 1 }, new BreakerOptions(), turns);

    private protected sealed class ThreeTries : IQuickTries
    {
        public async Task<SpotifyAnswer> RunAsync(Func<TimeSpan, CancellationToken, Task<SpotifyAnswer>> request, CancellationToken cancellationToken)
        {
            var answer = await request(TimeSpan.FromSeconds(20), cancellationToken);
            for (var i = 0; i < 2 && answer is SpotifyAnswer.Responded { Status: 503 }; i++)
                answer = await request(TimeSpan.FromSeconds(20), cancellationToken);

            return answer is SpotifyAnswer.OutOfTime(var last) ? last : answer;
        }
    }

    private protected sealed class OneTry : IQuickTries
    {
        public Task<SpotifyAnswer> RunAsync(Func<TimeSpan, CancellationToken, Task<SpotifyAnswer>> request, CancellationToken cancellationToken) =>
            request(TimeSpan.FromSeconds(20), cancellationToken);
    }

    private protected void Refuse(string[] culprits, int status = 400) =>
        server.Rule = seen => Take(seen, culprits.Any(culprit => seen.Text.Contains($"\"{culprit}\"", StringComparison.Ordinal)) ? status : 200);

    private protected HttpResponseMessage Take(SeenRequest seen, int status)
    {
        if (status == 200)
        {
            using var json = JsonDocument.Parse(seen.Body);
            foreach (var item in json.RootElement.GetProperty("conversion_events").GetProperty("events").EnumerateArray())
            {
                var id = item.GetProperty("event_id").GetString()!;
                taken[id] = taken.GetValueOrDefault(id) + 1;
            }
        }

        return ScriptedServer.Answer(status);
    }

    private protected void AssertSettled(IReadOnlyList<SentRequest> sent, int count, string[] rejected, string reason)
    {
        Assert.Equal(Ids(0, count), sent.SelectMany(request => request.Events).Select(item => item.Facts.EventId));
        var refused = sent.Where(request => request.Outcome is not DeliveryOutcome.Delivered).ToArray();
        Assert.Equal(rejected, refused.Select(request => Assert.Single(request.Events).Facts.EventId));
        Assert.All(refused, request => Assert.Equal(new DeliveryOutcome.Rejected(reason), request.Outcome));
        Assert.Equal(Ids(0, count).Except(rejected).Order(StringComparer.Ordinal), taken.Keys.Order(StringComparer.Ordinal));
        Assert.All(taken.Values, times => Assert.Equal(1, times));
    }

    private protected static IEnumerable<string> Ids(int first, int count) => Enumerable.Range(first, count).Select(i => $"order-{i}");
}
