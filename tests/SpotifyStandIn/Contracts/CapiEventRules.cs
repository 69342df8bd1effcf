using System.Text.Json;

namespace SpotifyStandIn.Contracts;

/// <summary>The rules of one event of the Conversions API, in either dialect.</summary>
internal sealed class CapiEventRules(CapiDialect dialect)
{
    private static readonly FieldSet EventFields = new(
        "event_name", "event_id", "event_time", "user_data", "event_source_url", "action_source", "opt_out_targeting", "event_details");

    private readonly UserDataRules _userData = new(dialect.UserDataFields);

    public void Check(JsonElement element, FieldPath at, RuleScope scope)
    {
        var problems = scope.Problems;
        if (!EventFields.TryRead(element, at, problems, out var fields))
            return;

        var name = Texts.Read(fields[0], at.Child("event_name"), problems, required: true);
        if (name is not null && !IsEventName(name, scope))
            problems.Add(at.Child("event_name"), "is not an accepted event name");
        Texts.Read(fields[1], at.Child("event_id"), problems, required: true);
        dialect.CheckTime(fields[2], scope.Latest, at.Child("event_time"), problems);
        _userData.Check(fields[3], at.Child("user_data"), scope);
        CheckSource(fields[4], fields[5], at, problems);
        if (fields[6].ValueKind is not (JsonValueKind.Undefined or JsonValueKind.True or JsonValueKind.False))
            problems.Add(at.Child("opt_out_targeting"), "must be true or false");
        EventDetailsRules.Check(fields[7], name == dialect.Purchase, at.Child("event_details"), problems);
    }

    private bool IsEventName(string name, RuleScope scope) =>
        dialect.EventNames.Contains(name) || (scope.AllowAlias && name == dialect.Alias);

    private static void CheckSource(JsonElement url, JsonElement actionSource, FieldPath at, ProblemList problems)
    {
        if (Texts.Read(url, at.Child("event_source_url"), problems) is { } address && !IsWebAddress(address))
            problems.Add(at.Child("event_source_url"), "must start with http:// or https://");
        if (Texts.Read(actionSource, at.Child("action_source"), problems) is not (null or "WEB" or "APP" or "OFFLINE"))
            problems.Add(at.Child("action_source"), "must be WEB, APP or OFFLINE");
    }

    private static bool IsWebAddress(string address) =>
        (address.StartsWith("http://", StringComparison.Ordinal) || address.StartsWith("https://", StringComparison.Ordinal))
        && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0;
}
