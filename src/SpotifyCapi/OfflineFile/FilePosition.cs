namespace SpotifyCapi.OfflineFile;

/// <summary>A place in a file where a record begins, from which reading can go on another day.</summary>
/// <param name="Offset">Bytes before it.</param>
/// <param name="Line">Its line, counted from 1 as a text editor does.</param>
public readonly record struct FilePosition(long Offset, long Line)
{
    /// <summary>The first byte of a file.</summary>
    public static FilePosition Start { get; } = new(0, 1);
}
