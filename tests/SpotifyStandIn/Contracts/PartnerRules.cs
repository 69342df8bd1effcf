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
