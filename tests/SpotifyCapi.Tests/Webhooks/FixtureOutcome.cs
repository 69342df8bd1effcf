using System.Text;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Webhooks;

/// <summary>What the whole domain makes of a webhook: the reading, the decision about each event, and the request to Spotify.</summary>
internal sealed class FixtureOutcome
{
    private static readonly Destination Destination = new()
    {
        Name = "main",
        Endpoint = new Uri("https://capi.spotify.example/capi-direct/events/"),
        ConnectionId = "00000000-0000-0000-0000-000000000000",
    };

    private static readonly EventValidator Validator = new(new FakeTimeProvider(new DateTimeOffset(2026, 1, 24, 12, 0, 0, TimeSpan.Zero)));

    private FixtureOutcome(SourceReading reading)
    {
        Decisions = reading is SourceReading.Events(var events, _) ? [.. events.Select(item => Validator.Validate(item, Destination))] : [];
        Reading = ReadingJson.Write(reading, Decisions);
        var hashed = Decisions.OfType<EventDecision.Accepted>().Select(accepted => HashedEvent.Of(accepted.Event, Destination.PhoneFormat)).ToArray();
        Wire = RequestBatcher.Write(new CapiDirectFormat(), Destination, hashed) is [var request] ? Encoding.UTF8.GetString(request.Json.Span) : null;
    }

    public IReadOnlyList<EventDecision> Decisions { get; }

    /// <summary>The reading as indented JSON.</summary>
    public string Reading { get; }

    /// <summary>The exact request; null when nothing is accepted.</summary>
    public string? Wire { get; }

    public static FixtureOutcome Of(Fixture fixture) => new(fixture.Source.Read(fixture.Request));
}
