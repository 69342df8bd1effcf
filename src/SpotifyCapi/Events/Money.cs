namespace SpotifyCapi.Events;

/// <summary>An amount in its currency. The two are one value because they are sent together or not at all.</summary>
/// <param name="Amount">Major units, zero or more, without trailing zeros.</param>
/// <param name="Currency">ISO 4217, upper case.</param>
public readonly record struct Money(decimal Amount, string Currency)
{
    /// <summary>Removes trailing zeros, so that 49.90 and 49.9 are the same bytes.</summary>
    /// <param name="amount">Any amount.</param>
    public static decimal Trim(decimal amount) => HasTrailingZero(amount) ? amount / 1.0000000000000000000000000000m : amount;

    // The division takes longer than reading the whole number did, and nearly no price needs it. False only when the last digit is sure to count.
    private static bool HasTrailingZero(decimal amount)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(amount, parts);
        return amount.Scale > 0 && ((parts[1] | parts[2]) != 0 || (uint)parts[0] % 10 == 0);
    }
}
