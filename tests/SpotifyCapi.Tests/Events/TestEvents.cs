using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Tests.Events;

/// <summary>Accepted events by the number.</summary>
internal static class TestEvents
{
    public static IReadOnlyList<AcceptedEvent> Accepted(int count, int nameLength = 0) =>
        [.. Enumerable.Range(0, count).Select(i => Accepted($"order-{i}", new string('x', nameLength)))];

    public static IReadOnlyList<HashedEvent> Hashed(int count, int nameLength = 0) =>
        [.. Accepted(count, nameLength).Select(accepted => HashedEvent.Of(accepted, PhoneFormat.E164))];

    public static AcceptedEvent Accepted(string id, string contentName)
    {
        var accepted = SampleEvent.Accept(SampleEvent.With(("event_id", $"\"{id}\"")));
        return contentName.Length == 0 ? accepted : accepted with { Facts = accepted.Facts with { ContentName = contentName } };
    }

    public static IReadOnlyList<SpotifyRequest> Requests(Destination destination, IReadOnlyList<HashedEvent> events) =>
        RequestBatcher.Write(IRequestFormat.For(destination.Profile), destination, events);
}
