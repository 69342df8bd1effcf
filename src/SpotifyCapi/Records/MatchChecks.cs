using System.Globalization;

namespace SpotifyCapi.Records;

/// <summary>Whether the events of a destination carry what Spotify matches persons by. All of it is known without asking Spotify.</summary>
public static class MatchChecks
{
    // Fewer say nothing about a share.
    private const int FewEvents = 20;
    private const double MostOfOneAddress = 0.2;

    /// <summary>The checks of a destination.</summary>
    public static IEnumerable<SetupCheck> Of(SetupFacts facts)
    {
        var (day, week) = (facts.LastDay.Match ?? new MatchFigures(), facts.LastWeek.Match ?? new MatchFigures());
        return Of(day, week, day.Events >= FewEvents ? day : week);
    }

    /// <summary>What to do first so that more events match a person; null when nothing stands out.</summary>
    public static string? AdviceOn(MatchFigures match) =>
        Of(match, match, match).FirstOrDefault(check => check.Status == CheckStatus.Warn) is { } first ? $"{first.Message} {first.Remedy}" : null;

    private static IEnumerable<SetupCheck> Of(MatchFigures day, MatchFigures week, MatchFigures recent)
    {
        yield return Identifiers(day, week, recent);
        yield return OneAddress(recent);
        yield return Consent(recent);
        yield return Age(recent);
    }

    private static SetupCheck Identifiers(MatchFigures day, MatchFigures week, MatchFigures recent)
    {
        const string Name = "identifiers";
        if (recent.Events == 0)
            return new(Name, CheckStatus.Unknown, "No event was accepted in the last week.");

        var message =
            $"With e-mail {Share(day, week, "email")}, phone {Share(day, week, "phone")}, IP address {Share(day, week, "ip_address")}, "
            + $"device id {Share(day, week, "device_id")} (24 hours/7 days).";
        return recent.Events >= FewEvents && Of(recent, "ip_address") < 0.5 && Of(recent, "email") < 0.5
            ? SetupChecks.Warn(Name, message, "Send the buyer's IP address and e-mail: Spotify matches households by IP address and persons by e-mail.")
            : SetupChecks.Ok(Name, message);
    }

    private static SetupCheck OneAddress(MatchFigures recent)
    {
        const string Name = "shared_ip_address";
        var most = recent.Addresses?.Values.DefaultIfEmpty().Max() ?? 0;
        if (recent.Events < FewEvents)
            return new(Name, CheckStatus.Unknown, $"Too few events to tell ({SetupChecks.Count(recent.Events)}).");

        // Rows of a file have no address, and must not hide a shop that sends its own with all the rest.
        var known = recent.Identifiers?.GetValueOrDefault("ip_address") ?? 0;
        var share = (double)most / (known >= FewEvents ? known : recent.Events);
        var message = $"{Percent(share)} of the events{(known >= FewEvents ? " with an IP address share one" : " share one IP address")}.";
        const string Remedy =
            "It is the shop's own server or proxy instead of the buyer: pass the buyer's address on. "
            + "Spotify matches households by it, so these events match no one.";
        return share > MostOfOneAddress ? SetupChecks.Warn(Name, message, Remedy) : SetupChecks.Ok(Name, message);
    }

    private static SetupCheck Consent(MatchFigures recent)
    {
        const string Name = "unknown_consent";
        if (recent.Events < FewEvents)
            return new(Name, CheckStatus.Unknown, $"Too few events to tell ({SetupChecks.Count(recent.Events)}).");

        var share = (double)recent.OptedOutUnknown / recent.Events;
        var message = $"{Percent(share)} of the events are opted out of targeting because nothing is known about consent.";
        return share > 0.5
            ? SetupChecks.Warn(Name, message, "Send the buyer's consent with each event, or choose UnknownConsent for the destination.")
            : SetupChecks.Ok(Name, message);
    }

    private static SetupCheck Age(MatchFigures recent)
    {
        const string Name = "event_age";
        if (recent.Events < FewEvents)
            return new(Name, CheckStatus.Unknown, $"Too few events to tell ({SetupChecks.Count(recent.Events)}).");

        var share = (double)recent.Old / recent.Events;
        var message = $"{Percent(share)} of the events were more than a week old when they arrived.";
        const string Remedy = "Send events when they happen: Spotify attributes within 30 days by default, and within 7 where the campaign says so.";
        return share > 0.2 ? SetupChecks.Warn(Name, message, Remedy) : SetupChecks.Ok(Name, message);
    }

    private static string Share(MatchFigures day, MatchFigures week, string kind) => $"{Percent(Of(day, kind))}/{Percent(Of(week, kind))}";

    private static double Of(MatchFigures match, string kind) =>
        match.Events == 0 ? 0 : (double)(match.Identifiers?.GetValueOrDefault(kind) ?? 0) / match.Events;

    private static string Percent(double share) => share.ToString("P0", CultureInfo.InvariantCulture).Replace(" ", "", StringComparison.Ordinal);
}
