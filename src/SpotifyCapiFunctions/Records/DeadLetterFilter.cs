namespace SpotifyCapiFunctions.Records;

/// <summary>Which dead letters are meant.</summary>
/// <param name="From">Given up at this time or later.</param>
/// <param name="To">Given up at this time or earlier.</param>
/// <param name="Reason">For this reason.</param>
/// <param name="Destination">Of this destination.</param>
/// <param name="OnlyOpen">Not replayed yet.</param>
public sealed record DeadLetterFilter(DateTimeOffset? From, DateTimeOffset? To, string? Reason, string? Destination, bool OnlyOpen = false)
{
    /// <summary>Whether a dead letter is meant.</summary>
    /// <param name="item">The dead letter.</param>
    public bool Matches(DeadLetterItem item) =>
        (From is null || item.DiedAt >= From)
        && (To is null || item.DiedAt <= To)
        && (!OnlyOpen || item.Replays == 0)
        && (Reason is null || item.Reason == Reason)
        && (Destination is null || string.Equals(item.Destination, Destination, StringComparison.OrdinalIgnoreCase));
}
