using System.Text.Json;

namespace SpotifyStandIn.Contracts;

/// <summary>The rules of one partner event. The guide is silent on <c>event_id</c>, yet nothing could be deduplicated without it.</summary>
internal static class PartnerEventRules
{
    private static readonly FieldSet EventFields = new("event_name", "event_time", "event_id", "value", "currency", "user_data");
    private static readonly string[] Identifiers = ["email_sha256", "phone_sha256", "device_advertising_id_sha256"];
    private static readonly FieldSet UserDataFields = new(Identifiers);

    public static void Check(JsonElement element, FieldPath at, RuleScope scope)
    {
        var problems = scope.Problems;
        if (!EventFields.TryRead(element, at, problems, out var fields))
            return;

        var name = Texts.Read(fields[0], at.Child("event_name"), problems, required: true);
        if (name is not (null or "purchase" or "signup" or "lead"))
            problems.Add(at.Child("event_name"), "must be purchase, signup or lead");
        EventTimes.CheckIso8601(fields[1], scope.Latest, at.Child("event_time"), problems);
        Texts.Read(fields[2], at.Child("event_id"), problems);
        Money.Check(new Priced(fields[3], fields[4], "value", Required: name == "purchase"), at, problems);
        CheckUserData(fields[5], at.Child("user_data"), scope);
    }

    private static void CheckUserData(JsonElement element, FieldPath at, RuleScope scope)
    {
        if (!UserDataFields.TryRead(element, at, scope.Problems, out var values))
            return;
        var present = 0;
        for (var i = 0; i < Identifiers.Length; i++)
        {
            if (values[i].ValueKind == JsonValueKind.Undefined)
                continue;
            present++;
            if (Digests.Problem(values[i], scope.AllowEmptyDigest) is { } problem)
                scope.Problems.Add(at.Child(Identifiers[i]), problem);
        }

        if (present == 0)
            scope.Problems.Add(at, "needs at least one of " + string.Join(", ", Identifiers));
    }
}
