using SpotifyCapi.Events;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Records;

/// <summary>Puts what Spotify has received next to what it answered us with 2xx, for each event and day.</summary>
public static class DiagnosticsComparison
{
    /// <summary>Compares. Latest day first, then by name.</summary>
    public static IReadOnlyList<ComparedDay> Of(
        Destination destination, IEnumerable<TallyLine> sent, DiagnosticsAnswer answer, DateOnly from, DateOnly to)
    {
        var rows = new Dictionary<(DateOnly Day, string Name), (long Sent, long Received)>();
        foreach (var line in sent.Where(line => string.Equals(line.Destination, destination.Name, StringComparison.OrdinalIgnoreCase)))
        {
            var day = DateOnly.FromDateTime(new FigureKey(line.Minute, line.Source, line.Destination).Begin.UtcDateTime);
            foreach (var (name, count) in line.Figures.Sent ?? [])
                Add(day, name, count, 0);
        }

        foreach (var (day, name, count) in answer.Days)
            Add(day, name, 0, count);

        var known = answer.Status == DiagnosticsStatus.Ok;
        return
        [
            .. rows.OrderByDescending(row => row.Key.Day).ThenBy(row => row.Key.Name, StringComparer.Ordinal).Select(row => new ComparedDay(
                row.Key.Day, row.Key.Name, row.Value.Sent, known ? row.Value.Received : null, known ? row.Value.Received - row.Value.Sent : null)),
        ];

        void Add(DateOnly day, string name, long ours, long theirs)
        {
            if (day >= from && day <= to)
            {
                var key = (day, Spelled(name, destination.Profile));
                var before = rows.GetValueOrDefault(key);
                rows[key] = (before.Sent + ours, before.Received + theirs);
            }
        }
    }

    // Diagnostics have a third spelling, ADDTOCART, which separators do not tell apart from ours.
    private static string Spelled(string name, Profile profile) =>
        EventNames.TryResolve(name, out var standard) ? IRequestFormat.Spelling(standard, profile) : name;
}

/// <summary>One event name on one day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="EventName">The name as the destination's profile spells it.</param>
/// <param name="Sent">Events that Spotify answered with 2xx.</param>
/// <param name="ReceivedBySpotify">What Spotify says it has; null when it did not say.</param>
/// <param name="Difference">What Spotify has more; null when it did not say.</param>
public sealed record ComparedDay(DateOnly Day, string EventName, long Sent, long? ReceivedBySpotify, long? Difference);
