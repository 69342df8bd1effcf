using SpotifyCapi.Codes;

namespace SpotifyCapi.OfflineFile;

/// <summary>What a file turned out to be.</summary>
public abstract record FileOpening
{
    private FileOpening()
    {
    }

    /// <summary>It can be read.</summary>
    /// <param name="Rows">Its rows, not one of which was read yet.</param>
    public sealed record Opened(FileRows Rows) : FileOpening;

    /// <summary>It cannot be read at all.</summary>
    /// <param name="Error">Why.</param>
    public sealed record Refused(ValidationError Error) : FileOpening;
}
