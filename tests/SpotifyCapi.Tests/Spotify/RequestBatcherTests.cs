using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Events;

namespace SpotifyCapi.Tests.Spotify;

public sealed class RequestBatcherTests
{
    public static TheoryData<Profile> Profiles => [.. Enum.GetValues<Profile>()];

    [Theory]
    [InlineData(1, 100, "1")]
    [InlineData(99, 100, "99")]
    [InlineData(100, 100, "100")]
    [InlineData(101, 100, "100 1")]
    [InlineData(250, 100, "100 100 50")]
    [InlineData(3, 1, "1 1 1")]
    [InlineData(0, 100, "")]
    public void A_request_holds_at_most_the_configured_number_of_events(int count, int max, string expected)
    {
        var requests = TestEvents.Requests(TestDestinations.Direct with { MaxEventsPerRequest = max }, TestEvents.Hashed(count));

        Assert.Equal(expected, string.Join(' ', requests.Select(request => request.Count)));
        AssertWhole(requests, count);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_request_is_exactly_as_long_as_allowed_and_never_a_byte_longer(Profile profile)
    {
        var events = TestEvents.Hashed(5, nameLength: 50);
        var destination = TestDestinations.Of(profile);
        var fits = Assert.Single(TestEvents.Requests(destination, events)).Json.Length;

        Assert.Single(TestEvents.Requests(destination with { MaxRequestBytes = fits }, events));
        var split = TestEvents.Requests(destination with { MaxRequestBytes = fits - 1 }, events);
        Assert.Equal([4, 1], split.Select(request => request.Count));
        AssertWhole(split, events.Count);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void No_request_of_several_events_is_longer_than_any_limit(Profile profile)
    {
        var events = TestEvents.Hashed(12, nameLength: 20);
        for (var limit = 200; limit < 6_000; limit += 97)
        {
            var requests = TestEvents.Requests(TestDestinations.Of(profile) with { MaxRequestBytes = limit }, events);

            AssertWhole(requests, events.Count);
            Assert.All(requests, request => Assert.True(request.Json.Length <= limit || request.Count == 1));
        }
    }

    [Fact]
    public void An_event_that_is_longer_than_the_limit_goes_alone()
    {
        IReadOnlyList<HashedEvent> events = [TestEvents.Hashed(1)[0], TestEvents.Hashed(1, nameLength: 5_000)[0], TestEvents.Hashed(1)[0]];

        var requests = TestEvents.Requests(TestDestinations.Direct with { MaxRequestBytes = 2_000 }, events);

        Assert.Equal([1, 1, 1], requests.Select(request => request.Count));
        Assert.True(requests[1].Json.Length > 2_000);
    }

    [Fact]
    public void The_same_events_give_the_same_bytes_however_often()
    {
        var events = TestEvents.Hashed(3);

        Assert.Equal(
            Assert.Single(TestEvents.Requests(TestDestinations.Direct, events)).Json.ToArray(),
            Assert.Single(TestEvents.Requests(TestDestinations.Direct, TestEvents.Hashed(3))).Json.ToArray());
    }

    // Every body is JSON, and together they hold every event once and in order.
    private static void AssertWhole(IReadOnlyList<SpotifyRequest> requests, int count)
    {
        var next = 0;
        foreach (var request in requests)
        {
            Assert.Equal(next, request.First);
            using var json = JsonDocument.Parse(request.Json);
            var root = json.RootElement.TryGetProperty("conversion_events", out var inner) ? inner : json.RootElement;
            var ids = root.GetProperty("events").EnumerateArray().Select(item => item.GetProperty("event_id").GetString()).ToArray();
            Assert.Equal(Enumerable.Range(next, request.Count).Select(i => $"order-{i}"), ids);
            next += request.Count;
        }

        Assert.Equal(count, next);
    }
}
