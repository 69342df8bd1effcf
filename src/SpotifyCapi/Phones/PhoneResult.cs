namespace SpotifyCapi.Phones;

/// <summary>What became of a written phone number: either <see cref="Number"/> or a reason for leaving it out.</summary>
public readonly record struct PhoneResult
{
    private PhoneResult(E164Number? number, PhoneDrop drop)
    {
        Number = number;
        Drop = drop;
    }

    /// <summary>The number; null when it was left out.</summary>
    public E164Number? Number { get; }

    /// <summary>The reason; <see cref="PhoneDrop.None"/> when there is a number.</summary>
    public PhoneDrop Drop { get; }

    internal static PhoneResult Kept(E164Number number) => new(number, PhoneDrop.None);

    internal static PhoneResult Dropped(PhoneDrop drop) => new(null, drop);
}
