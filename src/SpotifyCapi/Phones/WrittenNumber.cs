namespace SpotifyCapi.Phones;

/// <summary>The digits of a number as a person wrote it, and the two marks that change their meaning.</summary>
internal ref struct WrittenNumber(Span<byte> buffer)
{
    /// <summary>More digits than any prefix, carrier code and number together.</summary>
    internal const int MaxDigits = 32;

    private readonly Span<byte> buffer = buffer;
    private int openedAt = -1;

    internal int Count { get; private set; }

    /// <summary>Whether a <c>+</c> came before the digits.</summary>
    internal bool HasPlus { get; private set; }

    /// <summary>Where the zero of a <c>(0)</c> stands among the digits; -1 when there is none.</summary>
    internal int BracketedZeroAt { get; private set; } = -1;

    internal readonly ReadOnlySpan<byte> Digits => buffer[..Count];

    internal bool TryAdd(int digit)
    {
        if (Count == MaxDigits) return false;
        buffer[Count++] = (byte)digit;
        return true;
    }

    internal bool TryAddPlus()
    {
        if (Count > 0) return false;
        HasPlus = true;
        return true;
    }

    internal void Open() => openedAt = Count;

    internal void Close()
    {
        if (openedAt >= 0 && Count == openedAt + 1 && buffer[openedAt] == 0) BracketedZeroAt = openedAt;
        openedAt = -1;
    }
}
