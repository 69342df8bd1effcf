namespace SpotifyCapi.Records;

/// <summary>What was decided about an event when it arrived: stable words of the ingest log and of the answers about it.</summary>
public static class ArrivalStatus
{
    /// <summary>It is in the queue.</summary>
    public const string Accepted = "accepted";

    /// <summary>It was here before.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Nothing is to be sent.</summary>
    public const string Ignored = "ignored";

    /// <summary>The sender must change it.</summary>
    public const string Rejected = "rejected";

    /// <summary>It was good, but the queue did not confirm it; the sender was told to come back.</summary>
    public const string Unstored = "unstored";
}
