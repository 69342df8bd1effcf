namespace SpotifyCapi.Events;

/// <summary>An amount in its currency. The two are one value because they are sent together or not at all.</summary>
/// <param name="Amount">Major units, zero or more, without trailing zeros.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
public readonly record struct Money(decimal Amount, string Currency)
{
    /// <summary>Removes trailing zeros, so that 49.90 and 49.9 are the same bytes.</summary>
    /// <param name="amount">Any amount.</param>
    public static decimal Trim(decimal amount) => amount / 1.0000000000000000000000000000m;
}
