using System.Collections.Frozen;
using System.Text.Json;
using SpotifyStandIn.Connections;

namespace SpotifyStandIn.Contracts;

/// <summary>A request of the Conversions API: envelope, then the connection, then the events.</summary>
internal abstract class CapiRules(CapiDialect dialect, ConnectionRegistry connections, StandInOptions options) : IContract
{
    private readonly CapiEventRules @event = new(dialect);

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
        EventBatch.CheckEach(envelope.Events, @event.Check, scope);
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

/// <summary>The words in which two published guides differ about the same event.</summary>
internal sealed record CapiDialect
{
    public delegate void TimeRule(JsonElement value, DateTimeOffset latest, FieldPath at, ProblemList problems);

    public required FrozenSet<string> EventNames { get; init; }

    public required string Alias { get; init; }

    public required string Purchase { get; init; }

    public required FieldSet UserDataFields { get; init; }

    public required TimeRule CheckTime { get; init; }

    /// <summary>Spotify's CAPI setup guide.</summary>
    public static CapiDialect Direct { get; } = new()
    {
        EventNames = Names("VIEW", "PRODUCT", "CHECK_OUT", "ADD_TO_CART", "PURCHASE", "LEAD", "SIGN_UP", "CUSTOM_EVENT_"),
        Alias = "ALIAS",
        Purchase = "PURCHASE",
        UserDataFields = new FieldSet("ip_address", "device_id", "hashed_emails", "hashed_phone_number"),
        CheckTime = EventTimes.CheckMilliseconds,
    };

    /// <summary>Datafly Signal's guide.</summary>
    public static CapiDialect Flat { get; } = new()
    {
        EventNames = Names("Page_View", "View_Product", "Start_Checkout", "Add_Cart", "Purchase", "Lead", "Sign_Up", "Custom_Event_"),
        Alias = "Alias",
        Purchase = "Purchase",
        UserDataFields = new FieldSet("ip_address", "device_id", "hashed_emails", "hashed_phone_number", "user_agent"),
        CheckTime = EventTimes.CheckSeconds,
    };

    private static FrozenSet<string> Names(params string[] names) =>
        names[..^1].Concat(Enumerable.Range(1, 5).Select(slot => $"{names[^1]}{slot}")).ToFrozenSet(StringComparer.Ordinal);
}

/// <summary>Spotify's own guide: everything inside <c>conversion_events</c>.</summary>
internal sealed class CapiDirectRules(ConnectionRegistry connections, StandInOptions options)
    : CapiRules(CapiDialect.Direct, connections, options)
{
    private static readonly FieldSet Root = new("conversion_events");

    protected override CapiEnvelope ReadEnvelope(JsonElement root, ProblemList problems) =>
        Root.TryRead(root, FieldPath.Root, problems, out var values)
            ? ReadFields(values[0], FieldPath.Root.Child("conversion_events"), problems)
            : default;
}

/// <summary>Datafly Signal's guide: connection id and events at the root.</summary>
internal sealed class FlatRules(ConnectionRegistry connections, StandInOptions options)
    : CapiRules(CapiDialect.Flat, connections, options)
{
    protected override CapiEnvelope ReadEnvelope(JsonElement root, ProblemList problems) =>
        ReadFields(root, FieldPath.Root, problems);
}
