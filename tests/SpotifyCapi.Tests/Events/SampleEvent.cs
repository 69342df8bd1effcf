using System.Text;
using System.Text.Json.Nodes;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Tests.Events;

/// <summary>A good purchase as a sender would post it, to be changed by one field at a time, and the way of such an event to its decision.</summary>
internal static class SampleEvent
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public const string Json = """
        {
          "event_name": "PURCHASE",
          "event_id": "order-1001",
          "event_time": "2026-03-01T11:59:00Z",
          "consent": { "marketing": true },
          "user": { "email": "jane.doe@example.com" },
          "value": 49.99,
          "currency": "USD"
        }
        """;

    /// <summary>The sample with one field replaced by a piece of JSON; null removes it. A dot goes one level down.</summary>
    public static string With(string field, string? json) => With((field, json));

    public static string With(params (string Field, string? Json)[] changes)
    {
        var root = JsonNode.Parse(Json)!.AsObject();
        foreach (var (field, json) in changes)
        {
            var parts = field.Split('.');
            var parent = parts.Length == 1 ? root : root[parts[0]]!.AsObject();
            if (json is null)
                parent.Remove(parts[^1]);
            else
                parent[parts[^1]] = JsonNode.Parse(json);
        }

        return root.ToJsonString();
    }

    public static ConversionEvent Read(string json) =>
        Assert.Single(Assert.IsType<EventReading.Events>(EventReader.Read(Encoding.UTF8.GetBytes(json), 1)).Items);

    public static EventDecision Decide(string json, Destination? destination = null) =>
        new EventValidator(new FakeTimeProvider(Now)).Validate(Read(json), destination ?? TestDestinations.Direct);

    public static AcceptedEvent Accept(string json, Destination? destination = null) =>
        Assert.IsType<EventDecision.Accepted>(Decide(json, destination)).Event;

    public static EventDecision.Rejected Reject(string json, Destination? destination = null) =>
        Assert.IsType<EventDecision.Rejected>(Decide(json, destination));

    /// <summary>The only problem of an event, as code and field.</summary>
    public static (string Code, string Field) Problem(string json, Destination? destination = null)
    {
        var error = Assert.Single(Reject(json, destination).Errors);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        return (error.Code, error.Field);
    }

    public static string Ignore(string json, Destination? destination = null) =>
        Assert.IsType<EventDecision.Ignored>(Decide(json, destination)).Reason;
}

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
