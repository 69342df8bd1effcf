using System.Globalization;
using System.Text.Json;
using SpotifyCapi.Events;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Records;

/// <summary>
/// Looks for whatever keeps sent conversions from counting. What Spotify documents about connections and datasets stands in the Ads API's
/// schemas <c>CapiIntegration</c> and <c>Dataset</c> and in its guide to measurement.
/// </summary>
public static class SetupChecks
{
    private const string Access = "ads_access";
    private const double FewReceived = 0.9;
    private const double ManyReceived = 1.1;
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ClockLimit = TimeSpan.FromMinutes(5);

    /// <summary>Every check, the most urgent first.</summary>
    public static IReadOnlyList<SetupCheck> Of(SetupFacts facts) =>
    [
        .. new[]
        {
            Token(facts), Delivery(facts), AdsAccess(facts), Connection(facts), Routing(facts), AdAccount(facts), Receiving(facts), EventTypes(facts),
            Pixel(facts), SharedIds(facts), SentAndReceived(facts), Refusals(facts), Clock(facts),
        }.Concat(MatchChecks.Of(facts)).OrderBy(check => CheckStatus.Urgency(check.Status)),
    ];

    private static SetupCheck Token(SetupFacts facts) => facts switch
    {
        { HasToken: false } => Fail(
            "token", "The secret with Spotify's token cannot be read.",
            "Store it under the name that the destination's settings give, and let the app read it."),
        { Destination.Partner: not null } => Ok("token", "Client id and client secret can be read."),
        { TokenId: { } id } => Ok("token", $"The token can be read; its token_id is {id}."),
        _ => Warn(
            "token", "The token can be read, but it is not a JWT with a token_id, as Spotify's are.",
            "Copy the token again from Ads Manager: Events Manager, the connection of the Conversions API, Generate token."),
    };

    private static SetupCheck Delivery(SetupFacts facts) => facts.BlockedBy is { } reason
        ? Fail("delivery", $"This instance sends nothing now: {reason}.", $"Look {reason} up in docs/operations.md; meanwhile events wait, and none is lost.")
        : Ok("delivery", facts.LastSent is { } last
            ? $"Spotify last took an event at {last.UtcDateTime:yyyy-MM-dd HH:mm} UTC."
            : "Nothing stops this instance from sending; Spotify took no event in the last week.");

    private static SetupCheck AdsAccess(SetupFacts facts)
    {
        const string Name = Access;
        var status = new[] { facts.Dataset.Status, facts.Connection.Status }.FirstOrDefault(status => status != DiagnosticsStatus.Ok) ?? DiagnosticsStatus.Ok;
        return status switch
        {
            DiagnosticsStatus.Ok => Ok(Name, "The Ads API answers."),
            DiagnosticsStatus.NotConfigured =>
                new(Name, CheckStatus.Unknown, "Without the Ads API the app cannot see what Spotify has received.", DiagnosticsStatus.Explain(status)),
            DiagnosticsStatus.NotFound when facts.Dataset.Status == status =>
                Fail(Name, "Spotify knows no such business or dataset (404).", "Compare BusinessId and DatasetId with Ads Manager."),
            DiagnosticsStatus.NotFound => Ok(Name, "The Ads API answers."),
            DiagnosticsStatus.Unauthorized or DiagnosticsStatus.Forbidden or DiagnosticsStatus.SecretUnavailable =>
                Fail(Name, DiagnosticsStatus.Explain(status), "Store a token of the Ads API that may read this business under the name in AdsTokenSecret."),
            _ => new(Name, CheckStatus.Unknown, DiagnosticsStatus.Explain(status), "Run the check again in some minutes."),
        };
    }

    private static SetupCheck Connection(SetupFacts facts) => facts.Connection.Status switch
    {
        DiagnosticsStatus.Ok => Ok("connection", "Spotify knows the connection."),
        DiagnosticsStatus.NotFound => Fail(
            "connection", "The business has no connection with this ConnectionId (404).",
            "Copy ConnectionId from Ads Manager, and check that BusinessId is the business that it was made in."),
        _ => Untold("connection", Access),
    };

    private static SetupCheck Routing(SetupFacts facts)
    {
        const string Name = "dataset_routing";
        if (facts.Connection.Status != DiagnosticsStatus.Ok)
            return Untold(Name, OfConnection(facts));

        var dataset = facts.Connection.Json.TextOf("dataset_id");
        return dataset is null
            ? Fail(
                Name, "The connection has no dataset_id: Spotify accepts its events and routes them nowhere.",
                "Create a dataset in Ads Manager with this connection, or add the connection to one.")
            : string.Equals(dataset, facts.Destination.Ads?.DatasetId, StringComparison.OrdinalIgnoreCase)
                ? Ok(Name, "The connection writes into this dataset.")
                : Fail(Name, $"The connection writes into another dataset ({SenderText.Id(dataset)}).", "Set DatasetId to it, or move the connection.");
    }

    private static SetupCheck AdAccount(SetupFacts facts) =>
        Of(facts.Dataset, "ad_account", "shared_ad_accounts", JsonValueKind.Array, accounts => accounts.GetArrayLength() > 0
        ? Ok("ad_account", $"Ad accounts that the dataset is shared with: {accounts.GetArrayLength()}.")
        : Fail(
            "ad_account", "The dataset is shared with no ad account, so no campaign can use it.",
            "Share it in Ads Manager, and choose it as the campaign's measurement source."));

    private static SetupCheck Receiving(SetupFacts facts) =>
        Of(facts.Dataset, "receiving", "is_receiving_events", null, receiving => receiving.ValueKind == JsonValueKind.True
        ? Ok("receiving", "Spotify says that the dataset receives events.")
        : facts.HasSettled
            ? Fail(
                "receiving", "Spotify says that the dataset receives no events, although it took some.",
                "Compare ConnectionId and DatasetId with Ads Manager: events may arrive in another dataset.")
            : new SetupCheck(
                "receiving", CheckStatus.Unknown, "The dataset has received no events yet.",
                "Send one (./run test-conversion) and check again after 20 minutes."));

    private static SetupCheck EventTypes(SetupFacts facts) => Of(facts.Connection, "events_received", "events_received", JsonValueKind.Array, list =>
    {
        var known = list.EnumerateArray().Select(entry => Standard(entry.TextOf("event_type"))).ToHashSet();
        var missing = facts.Days.Where(day => day.Sent > 0).Select(day => day.EventName).Distinct().Where(name => !known.Contains(Standard(name))).ToArray();
        return facts switch
        {
            { LastSent: null } => new SetupCheck("events_received", CheckStatus.Unknown, "Spotify took no event in the last week."),
            { HasSettled: false } when missing.Length > 0 =>
                new("events_received", CheckStatus.Unknown, "Spotify's figures lag by some 20 minutes.", "Check again later."),
            _ when missing.Length > 0 => Fail(
                "events_received", $"Spotify took {string.Join(", ", missing)} and does not list them for this connection.",
                "Compare ConnectionId and token with Ads Manager: both must belong to the same connection."),
            _ => Ok("events_received", "Spotify lists every event name that was sent."),
        };
    }, OfConnection(facts));

    private static SetupCheck Pixel(SetupFacts facts) => facts.Dataset.Status != DiagnosticsStatus.Ok
        ? Untold("pixel", Access)
        : !facts.Dataset.Json.TryGetProperty("pixel", out var pixel) || pixel.ValueKind != JsonValueKind.Object
            ? Warn(
                "pixel", "The dataset has no pixel; if a pixel runs anyway, its events and these count twice.",
                "Add the pixel to this dataset, and give both the same event ids.")
            : pixel.TextOf("dataset_id") is null
                ? Warn("pixel", "The dataset's pixel has no dataset_id: its events are routed nowhere.", "Take the pixel out of the dataset and add it again.")
                : !string.Equals(pixel.TextOf("dataset_id"), facts.Destination.Ads?.DatasetId, StringComparison.OrdinalIgnoreCase)
                ? Warn(
                    "pixel", "The pixel writes into another dataset, so its events and these count twice.",
                    "Add the pixel to this dataset, and give both the same event ids.")
                : Ok("pixel", "The pixel is in the same dataset, so that equal event ids count once.");

    // Spotify removes an event whose id the pixel has sent before, and gives counts only. Only the browser knows what the browser has sent.
    private static SetupCheck SharedIds(SetupFacts facts)
    {
        const string Name = "shared_ids";
        const string Remedy =
            "take the event_id of an order from the pixel's request in the browser's network log; GET /api/deliveries/{event_id} must find it.";
        if (facts.Received.Status != DiagnosticsStatus.Ok)
            return new(Name, CheckStatus.Unknown, "Only the browser knows whether a pixel sends the same ids.", $"Where one runs, {Remedy}");

        var first = DateOnly.FromDateTime(facts.Now.UtcDateTime).AddDays(-7);
        var ofPixel = facts.Received.PixelDays.Where(day => day.Day >= first && day.Count > 0).Select(day => Standard(day.EventName)).ToHashSet();
        var both = facts.Days
            .Where(day => day.Sent > 0 && ofPixel.Contains(Standard(day.EventName)))
            .Select(day => day.EventName)
            .Distinct().Order(StringComparer.Ordinal).ToArray();
        return ofPixel.Count == 0 ? Ok(Name, "No pixel reports events to this dataset, so none counts twice.")
            : both.Length == 0 ? Ok(Name, "Pixel and app report different events, so none counts twice.")
            : new(
                Name, CheckStatus.Unknown,
                $"Pixel and app both report {string.Join(", ", both)}; only the browser knows whether they use the same ids.",
                $"To know, {Remedy}");
    }

    private static SetupCheck SentAndReceived(SetupFacts facts)
    {
        const string Name = "sent_and_received";
        var today = DateOnly.FromDateTime(facts.Now.UtcDateTime);
        var days = facts.Days.Where(day => facts.HasSettled || day.Day < today).ToArray();
        var (sent, received) = (days.Sum(day => day.Sent), days.Sum(day => day.ReceivedBySpotify ?? 0));
        var message = $"Sent in a week: {Count(sent)}; counted by Spotify: {Count(received)}.";
        return (facts.Received.Status, sent) switch
        {
            (DiagnosticsStatus.NotInDataset, _) when facts.HasSettled =>
                Fail(Name, DiagnosticsStatus.Explain(facts.Received.Status), "Compare ConnectionId and DatasetId with Ads Manager."),
            (not DiagnosticsStatus.Ok, _) =>
                new(
                    Name, CheckStatus.Unknown, DiagnosticsStatus.Explain(facts.Received.Status),
                    Because: facts.Dataset.Status == DiagnosticsStatus.Ok ? null : Access),
            (_, 0) => new(Name, CheckStatus.Unknown, "Nothing was sent yet that Spotify could have counted."),
            _ when received == 0 => Fail(Name, message, "Compare ConnectionId, token and DatasetId with Ads Manager."),
            _ when received < sent * FewReceived => Warn(Name, message, "Look at the days in GET /api/diagnostics: ids that were sent before count once."),
            _ when received > sent * ManyReceived => Warn(Name, message, "Find out who else sends with this connection."),
            _ => Ok(Name, message),
        };
    }

    private static SetupCheck Refusals(SetupFacts facts)
    {
        var (dead, sent) = (facts.LastDay.Died, facts.LastDay.Sent?.Values.Sum() ?? 0);
        var share = dead + sent == 0 ? 0 : (double)dead / (dead + sent);
        var message = $"Sent in 24 hours: {Count(sent)}; given up: {Count(dead)}.";
        const string Remedy = "Look at the reasons in the summary; after the cause is corrected, replay the dead letters.";
        return share >= 0.5 ? Fail("refusals", message, Remedy) : share >= 0.05 ? Warn("refusals", message, Remedy) : Ok("refusals", message);
    }

    private static SetupCheck Clock(SetupFacts facts)
    {
        if ((facts.Dataset.ClockAhead ?? facts.Connection.ClockAhead) is not { } ahead)
            return Untold("clock", Access);

        var message = string.Create(CultureInfo.InvariantCulture, $"The clock differs from Spotify's by {Math.Abs(ahead.TotalSeconds):0} seconds.");
        const string Remedy = "Correct the machine's clock: Spotify accepts only events of the past.";
        return ahead.Duration() > ClockLimit ? Fail("clock", message, Remedy)
            : ahead.Duration() > ClockTolerance ? Warn("clock", message, Remedy)
            : Ok("clock", message);
    }

    private static SetupCheck Of(
        AdsAnswer answer, string name, string property, JsonValueKind? kind, Func<JsonElement, SetupCheck> check, string because = Access) =>
        answer.Status != DiagnosticsStatus.Ok ? Untold(name, because)
        : answer.Json.TryGetProperty(property, out var value) && (kind is null || value.ValueKind == kind) ? check(value)
        : Untold(name);

    private static string OfConnection(SetupFacts facts) => facts.Connection.Status == DiagnosticsStatus.NotFound ? "connection" : Access;

    private static StandardEvent? Standard(string? name) => name is not null && EventNames.TryResolve(name, out var standard) ? standard : null;

    private static SetupCheck Untold(string name, string? because = null) => new(name, CheckStatus.Unknown, "Spotify did not say.", Because: because);

    internal static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    internal static SetupCheck Ok(string name, string message) => new(name, CheckStatus.Ok, message);

    internal static SetupCheck Warn(string name, string message, string remedy) => new(name, CheckStatus.Warn, message, remedy);

    internal static SetupCheck Fail(string name, string message, string remedy) => new(name, CheckStatus.Fail, message, remedy);
}
