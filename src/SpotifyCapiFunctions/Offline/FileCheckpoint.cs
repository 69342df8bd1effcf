namespace SpotifyCapiFunctions.Offline;

/// <summary>How far a file has come: everything before is in the queue or in the report.</summary>
/// <param name="Offset">Bytes of the file that are done.</param>
/// <param name="Line">The line that comes next.</param>
/// <param name="KeyBlocks">Blocks of keys.</param>
/// <param name="ProblemBlocks">Blocks of problems.</param>
/// <param name="Counts">What became of the rows so far.</param>
internal sealed record FileCheckpoint(long Offset, long Line, int KeyBlocks, int ProblemBlocks, FileCounts Counts)
{
    /// <summary>Nothing was read yet.</summary>
    public static FileCheckpoint None => new(0, 1, 0, 0, new FileCounts());
}
