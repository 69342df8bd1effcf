using System.Text.Json.Serialization;
using SpotifyCapi.Codes;

namespace SpotifyCapiFunctions.Offline;

/// <summary>Outcome of a file, for people and programs; never holds a value of the file.</summary>
internal sealed record FileReport(
    string ReportId, string Source, string? File, string Status, string? Reason, string? Report, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt,
    long Rows, long Accepted, long Duplicates, long Ignored, long Rejected, long Messages, IReadOnlyDictionary<string, long> ByCode,
    long ProblemsTotal, IReadOnlyList<FileProblem>? Problems = null)
{
    public static FileReport Of(FileRun run, string status, string? reason, FileCounts counts, DateTimeOffset? finishedAt) => new(
        run.ReportId, run.Source, run.File, status, reason, null, run.StartedAt, finishedAt,
        counts.Rows, counts.Accepted, counts.Duplicates, counts.Ignored, counts.Rejected, counts.Messages, counts.ByCode, counts.Problems);
}

/// <summary>One thing that is wrong with a row.</summary>
/// <param name="Line">Where the row begins; the header is line 1. 0: the file as a whole.</param>
/// <param name="Field">The field as our canonical events call it; empty: the row as a whole.</param>
/// <param name="Code">One of <see cref="ErrorCodes"/> or <see cref="DuplicateReasons"/>.</param>
/// <param name="Message">A sentence for a person.</param>
internal sealed record FileProblem(long Line, string Field, string Code, string Message)
{
    public static FileProblem Of(long line, ValidationError error) => new(line, error.Field, error.Code, error.Message);
}

/// <summary>Outcomes of the rows of a file; each row is counted once.</summary>
internal sealed class FileCounts
{
    public long Accepted { get; set; }

    public long Duplicates { get; set; }

    public long Ignored { get; set; }

    public long Rejected { get; set; }

    /// <summary>Queue messages that hold the accepted rows.</summary>
    public long Messages { get; set; }

    /// <summary>Entries in the list of problems; a row may have several.</summary>
    public long Problems { get; set; }

    /// <summary>Ignored and rejected rows by their reason or first error, and those duplicates that say something else.</summary>
    public SortedDictionary<string, long> ByCode { get; set; } = new(StringComparer.Ordinal);

    [JsonIgnore]
    public long Rows => Accepted + Duplicates + Ignored + Rejected;

    public void Ignore(string reason)
    {
        Ignored++;
        Add(reason, 1);
    }

    public void Repeat(string? reason)
    {
        Duplicates++;
        if (reason is not null)
            Add(reason, 1);
    }

    public void Reject(string code)
    {
        Rejected++;
        Add(code, 1);
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
            sum.Add(code, count);

        return sum;
    }

    private void Add(string code, long count) => ByCode[code] = ByCode.GetValueOrDefault(code) + count;
}

/// <summary>How far a file has come: everything before is in the queue or in the report.</summary>
/// <param name="Offset">Bytes of the file that are done.</param>
/// <param name="Line">The line that comes next.</param>
/// <param name="KeyBlocks">Blocks of keys.</param>
/// <param name="ProblemBlocks">Blocks of problems.</param>
/// <param name="Counts">Outcomes of the rows so far.</param>
internal sealed record FileCheckpoint(long Offset, long Line, int KeyBlocks, int ProblemBlocks, FileCounts Counts)
{
    public static FileCheckpoint None => new(0, 1, 0, 0, new FileCounts());
}

/// <summary>How far the reading of a file has come.</summary>
internal static class FileStatus
{
    /// <summary>It is read, now or again at the next run of the schedule.</summary>
    public const string Running = "running";

    /// <summary>Every row is accounted for.</summary>
    public const string Completed = "completed";

    /// <summary>The file cannot be read at all; the reason is a code of docs/errors.md.</summary>
    public const string Failed = "failed";

    /// <summary>An upload ended before its file did. What is counted is stored; sending the file again is safe.</summary>
    public const string Interrupted = "interrupted";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FileReport))]
[JsonSerializable(typeof(FileProblem))]
[JsonSerializable(typeof(FileCheckpoint))]
internal sealed partial class FileJsonContext : JsonSerializerContext;
