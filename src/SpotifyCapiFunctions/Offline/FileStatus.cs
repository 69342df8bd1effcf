namespace SpotifyCapiFunctions.Offline;

/// <summary>How far the reading of a file has come.</summary>
internal static class FileStatus
{
    /// <summary>It goes on, now or at the next run of the schedule.</summary>
    public const string Running = "running";

    /// <summary>Every row is accounted for.</summary>
    public const string Completed = "completed";

    /// <summary>The file cannot be read at all; the reason is a code of docs/errors.md.</summary>
    public const string Failed = "failed";

    /// <summary>An upload ended before its file did. What is counted is stored; sending the file again is safe.</summary>
    public const string Interrupted = "interrupted";
}
