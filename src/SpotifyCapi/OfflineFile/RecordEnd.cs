namespace SpotifyCapi.OfflineFile;

/// <summary>Where a record ends.</summary>
/// <param name="Length">Its bytes.</param>
/// <param name="Consumed">Its bytes with the line break.</param>
/// <param name="Lines">How many lines of the file it spans.</param>
internal readonly record struct RecordEnd(int Length, int Consumed, int Lines);
