using System.Text.Json.Serialization;

namespace SpotifyCapiFunctions.Offline;

/// <summary>What became of the rows of a file; each row is counted once.</summary>
internal sealed class FileCounts
{
    /// <summary>Rows that are in the queue.</summary>
    public long Accepted { get; set; }

    /// <summary>Rows that were here before.</summary>
    public long Duplicates { get; set; }

    /// <summary>Rows that are not sent.</summary>
    public long Ignored { get; set; }

    /// <summary>Rows that must be changed.</summary>
    public long Rejected { get; set; }

    /// <summary>Queue messages that hold the accepted rows.</summary>
    public long Messages { get; set; }

    /// <summary>Entries in the list of problems; a row may have several.</summary>
    public long Problems { get; set; }

    /// <summary>Ignored and rejected rows by their reason or first error.</summary>
    public SortedDictionary<string, long> ByCode { get; set; } = new(StringComparer.Ordinal);

    /// <summary>All rows that are accounted for.</summary>
    [JsonIgnore]
    public long Rows => Accepted + Duplicates + Ignored + Rejected;

    /// <summary>A row is not sent.</summary>
    public void Ignore(string reason)
    {
        Ignored++;
        ByCode[reason] = ByCode.GetValueOrDefault(reason) + 1;
    }

    /// <summary>A row must be changed.</summary>
    public void Reject(string code)
    {
        Rejected++;
        ByCode[code] = ByCode.GetValueOrDefault(code) + 1;
    }

    /// <summary>These counts and those of the rows that follow.</summary>
    public FileCounts Plus(FileCounts more)
    {
        var sum = new FileCounts
        {
            Accepted = Accepted + more.Accepted,
            Duplicates = Duplicates + more.Duplicates,
            Ignored = Ignored + more.Ignored,
            Rejected = Rejected + more.Rejected,
            Messages = Messages + more.Messages,
            Problems = Problems + more.Problems,
            ByCode = new(ByCode, StringComparer.Ordinal),
        };
        foreach (var (code, count) in more.ByCode)
            sum.ByCode[code] = sum.ByCode.GetValueOrDefault(code) + count;

        return sum;
    }
}
