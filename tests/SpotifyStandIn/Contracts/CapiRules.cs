using System.Text.Json;
using SpotifyStandIn.Connections;

namespace SpotifyStandIn.Contracts;

/// <summary>A request of the Conversions API: envelope, then the connection, then the events.</summary>
internal abstract class CapiRules(CapiDialect dialect, ConnectionRegistry connections, StandInOptions options) : IContract
{
    private readonly CapiEventRules _event = new(dialect);

    public bool Accepts(string bearer) => connections.KnowsToken(bearer);

    public Refusal? Judge(JsonElement root, string bearer)
    {
        var problems = new ProblemList();
        var envelope = ReadEnvelope(root, problems);
        if (problems.Any)
            return Refusal.Invalid(problems.Messages);

        if (connections.Find(envelope.ConnectionId) is not { } connection)
            return Refusal.NotFound("capi_connection_id is unknown.");
        if (!connection.Tokens.Contains(bearer))
            return Refusal.Forbidden("The token has no access to this capi_connection_id.");

        var latest = options.TimeProvider.GetUtcNow() + options.ClockTolerance;
        var scope = new RuleScope(latest, connection.AllowAlias, options.AllowEmptyDigest, problems);
        EventBatch.CheckEach(envelope.Events, _event.Check, scope);
        return problems.Any ? Refusal.Invalid(problems.Messages) : null;
    }

    protected abstract CapiEnvelope ReadEnvelope(JsonElement root, ProblemList problems);

    /// <summary>The two fields that both envelopes hold, each at its own level.</summary>
    protected CapiEnvelope ReadFields(JsonElement element, FieldPath at, ProblemList problems)
    {
        if (!CapiEnvelope.Fields.TryRead(element, at, problems, out var values))
            return default;
        var text = Texts.Read(values[0], at.Child("capi_connection_id"), problems, required: true);
        if (!Guid.TryParseExact(text, "D", out var connectionId) && text is not null)
            problems.Add(at.Child("capi_connection_id"), "must be a UUID");
        EventBatch.CheckList(values[1], at.Child("events"), options.MaxEventsPerRequest, problems);
        return new CapiEnvelope(connectionId, values[1]);
    }
}

internal readonly record struct CapiEnvelope(Guid ConnectionId, JsonElement Events)
{
    public static FieldSet Fields { get; } = new("capi_connection_id", "events");
}
