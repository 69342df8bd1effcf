using SpotifyCapi.Codes;

namespace SpotifyCapi.Delivery;

/// <summary>How a destination is doing, as this instance sees it.</summary>
public enum DestinationStatus
{
    /// <summary>Requests are sent.</summary>
    Ok,

    /// <summary>Too many failed: nothing is sent for a while.</summary>
    Open,

    /// <summary>A person must act: nothing is sent for a while.</summary>
    Paused,

    /// <summary>One probe is under way; its result decides.</summary>
    Probing,
}

/// <summary>How a destination is doing, why, and since when.</summary>
/// <param name="Status">The status.</param>
/// <param name="Reason">One of <see cref="DeliveryReasons"/>; null while it is ok.</param>
/// <param name="Since">When the status began.</param>
/// <param name="Until">When the next probe is due; null while it is ok.</param>
public sealed record DestinationState(DestinationStatus Status, string? Reason, DateTimeOffset Since, DateTimeOffset? Until)
{
    /// <summary>The status as answers spell it: ok, open, paused or probing.</summary>
    public string Word => Status.ToString().ToLowerInvariant();
}
