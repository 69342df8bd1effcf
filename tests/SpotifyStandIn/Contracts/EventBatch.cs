using System.Text.Json;

namespace SpotifyStandIn.Contracts;

/// <summary>The rules that hold for the list of events in every profile.</summary>
internal static class EventBatch
{
    public delegate void EventRule(JsonElement element, FieldPath at, RuleScope scope);

    /// <summary>The shape of the list, which is part of the envelope.</summary>
    public static void CheckList(JsonElement events, FieldPath at, int maxEvents, ProblemList problems)
    {
        if (events.ValueKind == JsonValueKind.Undefined)
            problems.Add(at, "is required");
        else if (events.ValueKind != JsonValueKind.Array)
            problems.Add(at, "must be an array");
        else if (events.GetArrayLength() == 0)
            problems.Add(at, "must not be empty");
        else if (events.GetArrayLength() > maxEvents)
            problems.Add(at, $"must not have more than {maxEvents} events");
    }

    public static void CheckEach(JsonElement events, EventRule rule, RuleScope scope)
    {
        var index = 0;
        foreach (var element in events.EnumerateArray())
        {
            rule(element, new FieldPath(index++), scope);
            if (scope.Problems.IsFull)
                return;
        }
    }
}
