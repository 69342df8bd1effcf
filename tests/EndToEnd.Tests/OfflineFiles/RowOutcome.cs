namespace EndToEnd.Tests.OfflineFiles;

/// <summary>Where a row must end: accepted, known before, or rejected for one reason.</summary>
/// <param name="Kind">One of the three.</param>
/// <param name="Code">Of the rejection; null otherwise.</param>
public readonly record struct RowOutcome(RowOutcomeKind Kind, string? Code = null)
{
    public static RowOutcome Accepted { get; } = new(RowOutcomeKind.Accepted);

    public static RowOutcome Duplicate { get; } = new(RowOutcomeKind.Duplicate);

    public static RowOutcome Rejected(string code) => new(RowOutcomeKind.Rejected, code);
}

public enum RowOutcomeKind
{
    Accepted,
    Duplicate,
    Rejected,
}
