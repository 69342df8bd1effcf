namespace EndToEnd.Tests.OfflineFiles;

/// <summary>What must become of the rows of a file.</summary>
public sealed class SalesTotals
{
    private readonly SortedDictionary<string, long> codes = new(StringComparer.Ordinal);
    private readonly List<string> accepted = [];

    public long Rows { get; private set; }

    public long Accepted => accepted.Count;

    public long Duplicates { get; private set; }

    public long Rejected => codes.Values.Sum();

    public IReadOnlyDictionary<string, long> Codes => codes;

    /// <summary>The events that must reach Spotify.</summary>
    public IReadOnlyCollection<string> AcceptedIds => accepted;

    internal void Count(GeneratedRow row)
    {
        Rows++;
        switch (row.Outcome)
        {
            case { Kind: RowOutcomeKind.Accepted }:
                accepted.Add(row.EventId!);
                break;
            case { Kind: RowOutcomeKind.Duplicate }:
                Duplicates++;
                break;
            case { Code: { } code }:
                codes[code] = codes.GetValueOrDefault(code) + 1;
                break;
        }
    }
}
