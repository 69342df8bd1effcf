using SpotifyCapi.Codes;

namespace SpotifyCapiFunctions.Http;

/// <summary>What happened to the events of a request.</summary>
/// <param name="Results">In the order of the request.</param>
/// <param name="IsStored">False when the queue did not confirm all accepted events: the sender must send again.</param>
public sealed record IntakeReport(IReadOnlyList<IntakeResult> Results, bool IsStored)
{
    /// <summary>How many events ended in a status.</summary>
    /// <param name="status">The status.</param>
    public int Count(IntakeStatus status) => Results.Count(result => result.Status == status);

    /// <summary>For a platform: that an order identifies nobody is not its mistake, and nothing that it could send better.</summary>
    public IntakeReport WithoutBlame() => Results.Any(IsBlameless)
        ? this with
        {
            Results = [.. Results.Select(result => IsBlameless(result)
                ? result with { Status = IntakeStatus.Ignored, Reason = IgnoreReasons.NoIdentifier, Errors = null }
                : result)],
        }
        : this;

    private static bool IsBlameless(IntakeResult result) => result.Errors is [{ Code: ErrorCodes.NoIdentifier }];
}
