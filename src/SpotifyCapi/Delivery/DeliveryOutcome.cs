using SpotifyCapi.Codes;

namespace SpotifyCapi.Delivery;

/// <summary>What is to become of the events of one request. There is no other way out.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>Spotify has them.</summary>
    public sealed record Delivered : DeliveryOutcome;

    /// <summary>Try again later, with the same bytes.</summary>
    /// <param name="Reason">One of <see cref="DeliveryReasons"/>.</param>
    /// <param name="After">What Spotify asked for; null: as the schedule says.</param>
    public sealed record Retry(string Reason, TimeSpan? After = null) : DeliveryOutcome;

    /// <summary>Spotify will never take them as they are.</summary>
    /// <param name="Reason">One of <see cref="DeliveryReasons"/>.</param>
    public sealed record Rejected(string Reason) : DeliveryOutcome;

    /// <summary>At least one of several is wrong: send the halves apart.</summary>
    /// <param name="Reason">One of <see cref="DeliveryReasons"/>.</param>
    public sealed record Split(string Reason) : DeliveryOutcome;

    /// <summary>A person must act on the destination's settings; until then nothing is tried and nothing is used up.</summary>
    /// <param name="Reason">One of <see cref="DeliveryReasons"/>.</param>
    public sealed record Paused(string Reason) : DeliveryOutcome;
}
