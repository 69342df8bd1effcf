namespace SpotifyCapiFunctions.Offline;

/// <summary>How the reading of a file ended.</summary>
/// <param name="End">Why.</param>
/// <param name="Counts">What became of its rows.</param>
/// <param name="Problems">The first problems.</param>
internal sealed record FileResult(FileEnd End, FileCounts Counts, IReadOnlyList<FileProblem> Problems);
