namespace SpotifyCapi.OfflineFile;

/// <summary>What a record of a file turned out to be.</summary>
public enum RecordState
{
    /// <summary>Whole; its bytes are there.</summary>
    Whole,

    /// <summary>A quote opens and is not closed, or something follows the closing one. The record is its first line only.</summary>
    BrokenQuotes,

    /// <summary>Longer than <see cref="RecordReader.MaxBytes"/>. Its line was passed over.</summary>
    TooLong,
}
