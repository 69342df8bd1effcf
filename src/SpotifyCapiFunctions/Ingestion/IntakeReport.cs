namespace SpotifyCapiFunctions.Ingestion;

/// <summary>What happened to the events of a request.</summary>
/// <param name="Results">In the order of the request.</param>
/// <param name="IsStored">False when the queue did not confirm all accepted events: the sender must send again.</param>
public sealed record IntakeReport(IReadOnlyList<IntakeResult> Results, bool IsStored)
{
    /// <summary>How many events ended in a status.</summary>
    /// <param name="status">The status.</param>
    public int Count(IntakeStatus status) => Results.Count(result => result.Status == status);
}
