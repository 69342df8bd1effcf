using System.Text.Json;
using SpotifyStandIn.Connections;

namespace SpotifyStandIn.Contracts;

/// <summary>TrackLayer's guide; where that page contradicts itself, its section "Payload rules" is followed.</summary>
internal sealed class PartnerRules(PartnerAccess access, StandInOptions options) : IContract
{
    private static readonly FieldSet Root = new("advertiser_id", "conversion_id", "events");

    public bool Accepts(string bearer) => access.Accepts(bearer);

    public Refusal? Judge(JsonElement root, string bearer)
    {
        var problems = new ProblemList();
        var at = FieldPath.Root;
        if (!Root.TryRead(root, at, problems, out var values))
            return Refusal.Invalid(problems.Messages);
        var advertiser = Texts.Read(values[0], at.Child("advertiser_id"), problems, required: true);
        var conversion = Texts.Read(values[1], at.Child("conversion_id"), problems, required: true);
        EventBatch.CheckList(values[2], at.Child("events"), options.MaxEventsPerRequest, problems);
        if (problems.Any)
            return Refusal.Invalid(problems.Messages);

        if (!access.Knows(new PartnerConversion(advertiser!, conversion!)))
            return Refusal.Forbidden("The token has no access to this advertiser_id and conversion_id.");

        var latest = options.TimeProvider.GetUtcNow() + options.ClockTolerance;
        EventBatch.CheckEach(
            values[2], PartnerEventRules.Check, new RuleScope(latest, AllowAlias: false, options.AllowEmptyDigest, problems));
        return problems.Any ? Refusal.Invalid(problems.Messages) : null;
    }
}

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
