using SpotifyCapi.Codes;
using SpotifyCapi.Events;

namespace SpotifyCapi.OfflineFile;

/// <summary>One row of a file, read but not yet judged.</summary>
public abstract record FileRow
{
    private FileRow()
    {
    }

    /// <summary>A conversion.</summary>
    /// <param name="Event">To be validated.</param>
    public sealed record Conversion(ConversionEvent Event) : FileRow;

    /// <summary>Nothing but separators.</summary>
    public sealed record Empty : FileRow;

    /// <summary>It cannot be read.</summary>
    /// <param name="Error">Why; never holds what the row says.</param>
    public sealed record Broken(ValidationError Error) : FileRow;
}

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
