using System.Globalization;

namespace SpotifyCapi.Records;

/// <summary>What is watched: stable names.</summary>
public static class AlertNames
{
    /// <summary>Events of a destination are deferred and none is taken.</summary>
    public const string NotDelivering = "not_delivering";

    /// <summary>More dead letters in ten minutes than is usual.</summary>
    public const string DeadLetters = "dead_letters";

    /// <summary>No event has come in for too long.</summary>
    public const string NothingReceived = "nothing_received";

    /// <summary>Events have come in and none was delivered for too long.</summary>
    public const string NothingDelivered = "nothing_delivered";

    /// <summary>A check of the setup fails.</summary>
    public const string Setup = "setup";

    /// <summary>No alert: the state under this name says since when there is somebody to tell.</summary>
    public const string Watch = "watch";
}

/// <summary>One thing that is watched, at one look.</summary>
/// <param name="Name">One of <see cref="AlertNames"/>.</param>
/// <param name="Destination">The destination; null: the whole app.</param>
/// <param name="IsFiring">Null: nothing tells whether it has changed.</param>
/// <param name="Message">One sentence. Nothing of a person.</param>
public sealed record AlertCondition(string Name, string? Destination, bool? IsFiring, string Message);

/// <summary>What is known of one alert between two looks.</summary>
/// <param name="Name">One of <see cref="AlertNames"/>.</param>
/// <param name="Destination">The destination; null: the whole app.</param>
/// <param name="IsOpen">Whether somebody was told and not yet that it is over.</param>
/// <param name="InARow">Looks in a row that were against <paramref name="IsOpen"/>.</param>
/// <param name="Since">When the first of them was, or when it opened.</param>
/// <param name="Told">When the last notice was sent.</param>
public sealed record AlertState(string Name, string? Destination, bool IsOpen, int InARow, DateTimeOffset Since, DateTimeOffset? Told);

/// <summary>A notice to be sent.</summary>
/// <param name="Condition">What was seen.</param>
/// <param name="IsResolved">Whether it is over.</param>
/// <param name="Since">When it began.</param>
public sealed record AlertNotice(AlertCondition Condition, bool IsResolved, DateTimeOffset Since);

/// <summary>
/// Decides when a notice is sent: once after some looks in a row, and once more when the alert is over. One that comes back soon after its notice
/// stays silent, so that a condition that comes and goes does not fill a channel.
/// </summary>
/// <param name="inARow">Looks in a row before a notice is sent.</param>
/// <param name="throttle">Least time between two openings of the same alert.</param>
public sealed class AlertBook(int inARow, TimeSpan throttle)
{
    /// <summary>The next state of an alert, and what to tell; null: nothing.</summary>
    /// <param name="before">Null: it was never seen.</param>
    /// <param name="condition">What is seen now.</param>
    /// <param name="now">When.</param>
    public (AlertState? State, AlertNotice? Notice) Next(AlertState? before, AlertCondition condition, DateTimeOffset now)
    {
        var state = before ?? new AlertState(condition.Name, condition.Destination, IsOpen: false, 0, now, Told: null);
        if (condition.IsFiring is not { } firing)
            return (before, null);

        if (firing == state.IsOpen)
            return (before is null ? null : state with { InARow = 0 }, null);

        state = state with { InARow = state.InARow + 1, Since = state is { IsOpen: false, InARow: 0 } ? now : state.Since };
        if (state.InARow < inARow || (firing && now - state.Told < throttle))
            return (state, null);

        return (state with { IsOpen = firing, InARow = 0, Told = now }, new AlertNotice(condition, IsResolved: !firing, state.Since));
    }
}

/// <summary>What the counts tell about each thing that is watched.</summary>
public static class AlertRules
{
    /// <summary>How far back a look goes.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Of one destination over the last <see cref="Window"/>.</summary>
    /// <param name="destination">Its name.</param>
    /// <param name="figures">Its counts.</param>
    /// <param name="mostDead">Dead letters from which somebody is told.</param>
    public static IEnumerable<AlertCondition> Of(string destination, Figures figures, int mostDead)
    {
        var (sent, deferred) = (figures.Sent?.Values.Sum() ?? 0, figures.Retried?.Values.Sum() ?? 0);
        var reason = figures.Retried?.MaxBy(pair => pair.Value).Key;
        yield return new(
            AlertNames.NotDelivering,
            destination,
            sent > 0 ? false : deferred > 0 ? true : null,
            sent > 0 ? "Spotify takes events again." : $"Spotify takes no events: {reason}. They wait, and none is lost.");
        yield return new(
            AlertNames.DeadLetters,
            destination,
            figures.Died >= mostDead,
            string.Create(CultureInfo.InvariantCulture, $"Events given up in {Window.TotalMinutes:0} minutes: {figures.Died}."));
    }

    /// <summary>Of the whole app: whether events have stopped coming in. A new app has that time, too, to get its first one.</summary>
    /// <param name="lines">Counts of twice that time.</param>
    /// <param name="now">When.</param>
    /// <param name="within">From when on somebody is told.</param>
    /// <param name="watchedSince">The first look ever.</param>
    public static AlertCondition Received(IEnumerable<TallyLine> lines, DateTimeOffset now, TimeSpan within, DateTimeOffset watchedSince)
    {
        var came = lines.Where(line => line.Figures.Accepted + line.Figures.Duplicate + line.Figures.Replayed > 0).Select(line => (long?)line.Minute).Max();
        bool? isSilent = came >= FigureKey.MinuteOf(now - within) ? false : came is not null || now - watchedSince >= within ? true : null;
        return new(AlertNames.NothingReceived, null, isSilent, isSilent == true ? $"No event was accepted for {Hours(within)}." : "Events come in again.");
    }

    /// <summary>Of the whole app: how long accepted events have waited since Spotify last took one.</summary>
    /// <param name="lines">Counts of twice that time.</param>
    /// <param name="now">When.</param>
    /// <param name="within">From when on somebody is told.</param>
    public static AlertCondition Delivered(IEnumerable<TallyLine> lines, DateTimeOffset now, TimeSpan within)
    {
        var known = lines.ToArray();
        long? lastSent = known.Where(line => line.Figures.Sent is { Count: > 0 }).Select(line => (long?)line.Minute).Max();
        var waitingSince = known.Where(line => line.Figures.Accepted > 0 && !(line.Minute <= lastSent)).Select(line => (long?)line.Minute).Min();
        var waits = waitingSince is { } minute && now - DateTimeOffset.UnixEpoch.AddMinutes(minute) >= within;
        return new(
            AlertNames.NothingDelivered,
            null,
            waits ? true : lastSent is null && waitingSince is null ? null : false,
            waits ? $"Events were accepted and none was delivered for {Hours(within)}." : "Events are delivered again.");
    }

    /// <summary>Of a destination's setup.</summary>
    public static AlertCondition Setup(string destination, IReadOnlyList<SetupCheck> checks) =>
        checks.FirstOrDefault(check => check.Status == CheckStatus.Fail) is { } failing
        ? new(AlertNames.Setup, destination, true, $"{failing.Name}: {failing.Message} {failing.Remedy}".TrimEnd())
        : new(AlertNames.Setup, destination, false, "All checks of the setup pass again.");

    private static string Hours(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} hours");
}
