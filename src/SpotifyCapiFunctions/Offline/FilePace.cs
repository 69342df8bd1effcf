namespace SpotifyCapiFunctions.Offline;

/// <summary>How fast and how long a file is read.</summary>
/// <param name="Patience">How long the queue may refuse.</param>
/// <param name="Until">When to stop at the next checkpoint; null: at the end of the file.</param>
/// <param name="Resumes">
/// Whether a later run goes on at the last checkpoint. If not, the file will be sent again from its start, and what the queue has confirmed
/// is remembered even when the rest of it failed.
/// </param>
internal sealed record FilePace(TimeSpan Patience, DateTimeOffset? Until, bool Resumes);
