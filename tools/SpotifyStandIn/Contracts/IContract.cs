using System.Text.Json;

namespace SpotifyStandIn.Contracts;

/// <summary>One published way to send conversions: its credentials and its body.</summary>
internal interface IContract
{
    bool Accepts(string bearer);

    /// <summary>Null when the whole batch is accepted.</summary>
    Refusal? Judge(JsonElement root, string bearer);
}

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

/// <summary>Why a request is not accepted. A batch is refused whole.</summary>
internal sealed record Refusal(int Status, string Code, string Definition, IReadOnlyList<string> Messages)
{
    public static Refusal Invalid(params IReadOnlyList<string> messages) =>
        new(400, "INVALID_REQUEST", "Fix the fields that the messages name; nothing of the batch was accepted.", messages);

    public static Refusal Unauthorized { get; } =
        new(401, "UNAUTHORIZED", "Send a valid, unrevoked bearer token.", ["The bearer token is missing or not accepted."]);

    public static Refusal Forbidden(string message) =>
        new(403, "FORBIDDEN", "Use the token of the organisation that owns the data source.", [message]);

    public static Refusal NotFound(string message) => new(404, "NOT_FOUND", "Check the path and the connection id.", [message]);

    public static Refusal MethodNotAllowed { get; } =
        new(405, "METHOD_NOT_ALLOWED", "Use POST.", ["This path takes POST only."]);

    public static Refusal Scripted(int status) =>
        new(status, "SCRIPTED_FAULT", "A fault script gave this answer.", ["Scripted fault."]);

    public static Refusal TooLarge(int limit) =>
        new(413, "PAYLOAD_TOO_LARGE", "Split the batch.", [$"The body is larger than {limit} bytes."]);

    public static Refusal UnsupportedMediaType(string expected) =>
        new(415, "UNSUPPORTED_MEDIA_TYPE", "Set the content type.", [$"The content type must be {expected} without content encoding."]);
}

/// <summary>What is wrong with a request. Messages name the place and the rule, never the value: values are personal data.</summary>
internal sealed class ProblemList
{
    private const int Limit = 20;
    private readonly List<string> messages = [];

    public IReadOnlyList<string> Messages => messages;

    public bool Any => messages.Count > 0;

    public bool IsFull => messages.Count >= Limit;

    public void Add(FieldPath at, string message)
    {
        if (!IsFull)
            messages.Add($"{at}: {message}");
    }
}
