using System.Text.Json.Serialization;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Http;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>A page of events while it fills, latest first.</summary>
/// <param name="limit">How many at most.</param>
/// <param name="after">Where the page before ended; null: this is the first one.</param>
internal sealed class EventPage(EventFilter filter, int limit, ListPosition? after)
{
    private readonly List<EventRowJson> rows = new(limit);
    private ListPosition? position = after;

    public EventFilter Filter => filter;

    /// <summary>How many more are needed: one more than the page holds tells whether there is a next one.</summary>
    public int Missing => limit + 1 - rows.Count;

    /// <summary>Whether the page is full and there is a next one.</summary>
    public bool HasNext { get; private set; }

    /// <summary>Up to when nothing was looked at yet.</summary>
    public DateTimeOffset End => position is { } last && last.At < filter.To ? last.At : filter.To;

    /// <summary>Whether an arrival may stand on the page and was not looked at yet.</summary>
    public bool IsCandidate(IngestRecord arrival) =>
        filter.MayMatch(arrival) && (position is not { } end || ListPosition.Of(arrival).CompareTo(end) < 0);

    /// <summary>Takes the next arrivals, as far as they are meant and there is room.</summary>
    public void Add(IReadOnlyList<IngestRecord> found, IReadOnlyList<EventOutcome> outcomes)
    {
        for (var i = 0; i < found.Count && !HasNext; i++)
        {
            if (filter.Matches(outcomes[i]))
            {
                HasNext = rows.Count == limit;
                if (!HasNext)
                    rows.Add(EventRowJson.Of(found[i], outcomes[i]));
            }
        }

        position = found.Count > 0 ? ListPosition.Of(found[^1]) : position;
    }

    /// <summary>Everything from this moment on was looked at.</summary>
    public void Pass(DateTimeOffset moment) => position = new ListPosition(moment, string.Empty);

    public EventPageJson ToJson() => new(rows, HasNext ? new ListPosition(rows[^1].At, rows[^1].Key).ToString() : null);
}

/// <summary>A page of <c>GET /api/deliveries?view=events</c>, latest first.</summary>
internal sealed record EventPageJson(IReadOnlyList<EventRowJson> Events, string? Next);

/// <summary>A received event and its outcome by now.</summary>
internal sealed record EventRowJson(
    string Key, DateTimeOffset At, string Source, string Destination, string? EventId, string? EventName, string? SourceEventName,
    string? Topic, DateTimeOffset? EventTime, string Outcome, string? Reason, int Attempts, DateTimeOffset? LastAt, int? Status,
    bool? Replayed)
{
    public static EventRowJson Of(IngestRecord arrival, EventOutcome outcome) => new(
        arrival.Key, arrival.At, arrival.Source, arrival.Destination, arrival.EventId, arrival.EventName, arrival.SourceEventName,
        arrival.Topic, arrival.EventTime, outcome.Outcome, outcome.Reason, outcome.Attempts, outcome.Last?.At, outcome.Last?.Status,
        arrival.Replayed);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventPageJson))]
internal sealed partial class EventRowsJsonContext : JsonSerializerContext;
