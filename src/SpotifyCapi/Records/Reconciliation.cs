namespace SpotifyCapi.Records;

/// <summary>
/// Adds figures up so that they explain each other:
/// received = accepted + duplicate + ignored + rejected + unstored, and accepted + replayed = delivered + waiting + dead + unaccounted.
/// What cannot be explained is reported as unaccounted instead of being hidden in another figure.
/// </summary>
public sealed class Reconciliation
{
    /// <summary>Age from which waiting is worth a look.</summary>
    public static readonly TimeSpan Overdue = TimeSpan.FromMinutes(15);

    // Instances write their figures every few seconds, so those of the last minutes may not have met yet.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    private readonly Figures sum = new();
    private long unsettled;
    private long overdue;

    /// <summary>The sums.</summary>
    public Figures Sum => sum;

    /// <summary>Everything that arrived.</summary>
    public long Received => sum.Accepted + sum.Duplicate + Ignored + Rejected + sum.Unstored;

    /// <summary>Events that are not sent.</summary>
    public long Ignored => sum.Ignored?.Values.Sum() ?? 0;

    /// <summary>Events that their sender must change.</summary>
    public long Rejected => sum.Rejected?.Values.Sum() ?? 0;

    /// <summary>Events that were given up.</summary>
    public long Dead => sum.Dead?.Values.Sum() ?? 0;

    /// <summary>How often events were deferred.</summary>
    public long Retried => sum.Retried?.Values.Sum() ?? 0;

    /// <summary>Events that are in the queue.</summary>
    public long Waiting { get; private set; }

    /// <summary>
    /// Above zero: events whose last figures are missing, most often after a crash. Below: events that left more often than they came in.
    /// </summary>
    public long Unaccounted => sum.Accepted + sum.Replayed - sum.Delivered - Dead - Waiting;

    /// <summary>When the oldest waiting event was accepted, to the minute; null when none waits.</summary>
    public DateTimeOffset? OldestWaiting { get; private set; }

    /// <summary>Events that an operator should look at. Replays do not count against dead letters: they may be those of another time.</summary>
    public long Attention => Rejected + sum.DuplicateConflict + sum.Unstored + Dead + overdue + unsettled;

    /// <summary>Adds the figures of one minute.</summary>
    public void Add(TallyLine line, QueueKnowledge state)
    {
        sum.Add(line.Figures);
        var open = line.Figures.Accepted + line.Figures.Replayed - line.Figures.Delivered - (line.Figures.Dead?.Values.Sum() ?? 0);
        var accepted = new FigureKey(line.Minute, line.Source, line.Destination).Begin;
        var age = state.Now - accepted;
        if (open > 0 && (age < Settled || (!state.IsEmpty && age < state.LongestWait)))
        {
            Waiting += open;
            overdue += age >= Overdue ? open : 0;
            OldestWaiting = OldestWaiting < accepted ? OldestWaiting : accepted;
        }
        else if (age >= Settled)
        {
            unsettled += Math.Abs(open);
        }
    }
}

/// <summary>What is known about the queue while figures are read.</summary>
/// <param name="Now">UTC.</param>
/// <param name="IsEmpty">Whether it holds no message, so that nothing can wait.</param>
/// <param name="LongestWait">After which no event is in the queue any more.</param>
public readonly record struct QueueKnowledge(DateTimeOffset Now, bool IsEmpty, TimeSpan LongestWait);
