namespace SpotifyCapiFunctions.Records;

/// <summary>What a dead letter is called that a replay could not finish with.</summary>
internal static class ReplayStatus
{
    /// <summary>It is not in the queue.</summary>
    public const string NotQueued = "not_queued";

    /// <summary>It is in the queue, but not marked, so another replay would not pass it over.</summary>
    public const string NotMarked = "not_marked";
}
