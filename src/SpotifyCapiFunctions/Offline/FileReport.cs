using System.Text.Json.Serialization;
using SpotifyCapi.Codes;

namespace SpotifyCapiFunctions.Offline;

/// <summary>What became of a file, as it is told to people and programs; never holds a value of the file.</summary>
internal sealed record FileReport(
    string ReportId,
    string Source,
    string? File,
    string Status,
    string? Reason,
    string? Report,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    long Rows,
    long Accepted,
    long Duplicates,
    long Ignored,
    long Rejected,
    long Messages,
    IReadOnlyDictionary<string, long> ByCode,
    long ProblemsTotal,
    IReadOnlyList<FileProblem>? Problems = null)
{
    /// <summary>A report from counts.</summary>
    public static FileReport Of(FileRun run, string status, string? reason, FileCounts counts, DateTimeOffset? finishedAt) => new(
        run.ReportId,
        run.Source,
        run.File,
        status,
        reason,
        null,
        run.StartedAt,
        finishedAt,
        counts.Rows,
        counts.Accepted,
        counts.Duplicates,
        counts.Ignored,
        counts.Rejected,
        counts.Messages,
        counts.ByCode,
        counts.Problems);
}

/// <summary>One thing that is wrong with a row.</summary>
/// <param name="Line">Where the row begins; the header is line 1. 0: the file as a whole.</param>
/// <param name="Field">The field as our canonical events call it; empty: the row as a whole.</param>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">A sentence for a person.</param>
internal sealed record FileProblem(long Line, string Field, string Code, string Message);

/// <summary>Source-generated serialisation of reports.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FileReport))]
[JsonSerializable(typeof(FileProblem))]
[JsonSerializable(typeof(FileCheckpoint))]
internal sealed partial class FileJsonContext : JsonSerializerContext;
