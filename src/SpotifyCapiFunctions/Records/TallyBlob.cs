using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// The counts of one blob, added up by minute. Only its first and last batch stand apart: a batch that was stored without a confirmation was
/// written again as the first of the next blob, or right behind itself.
/// </summary>
internal sealed class TallyBlob
{
    private readonly Dictionary<FigureKey, Figures> between = [];
    private TallyBatch? first;
    private TallyBatch? last;

    /// <summary>Adds the next batch of the blob.</summary>
    public void Add(TallyBatch batch)
    {
        if (first is null)
        {
            first = batch;
            return;
        }

        if ((last ?? first) is var before && (before.Instance, before.Number) == (batch.Instance, batch.Number))
            return;

        if (last is not null)
            Merge(between, last);

        last = batch;
    }

    /// <summary>Adds this blob's counts to others.</summary>
    /// <param name="sum">The counts.</param>
    /// <param name="seen">Batches that were added before.</param>
    public void AddTo(Dictionary<FigureKey, Figures> sum, HashSet<(string Instance, long Number)> seen)
    {
        foreach (var (key, figures) in between)
            Of(sum, key).Add(figures);

        foreach (var batch in (TallyBatch?[])[first, last])
        {
            if (batch is not null && seen.Add((batch.Instance, batch.Number)))
                Merge(sum, batch);
        }
    }

    private static void Merge(Dictionary<FigureKey, Figures> sum, TallyBatch batch)
    {
        foreach (var (minute, source, destination, figures) in batch.Lines)
            Of(sum, new FigureKey(minute, source, destination)).Add(figures);
    }

    private static Figures Of(Dictionary<FigureKey, Figures> sum, FigureKey key)
    {
        if (!sum.TryGetValue(key, out var found))
            sum.Add(key, found = new Figures());

        return found;
    }
}
