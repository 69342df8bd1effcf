namespace SpotifyCapi.Phones;

/// <summary>How one country, or one non-geographic code, writes and dials its numbers.</summary>
/// <param name="callingCode">The country calling code, such as 44.</param>
/// <param name="isMain">Whether the calling code's other countries follow this plan when no country is known.</param>
/// <param name="internationalPrefixes">What is dialled before a calling code, in order of preference.</param>
/// <param name="nationalPrefixes">Trunk prefixes, carrier codes and local rewriting; the first that fits counts.</param>
/// <param name="shapes">The national numbers that exist.</param>
internal sealed class NumberingPlan(
    int callingCode, bool isMain, DigitPattern[] internationalPrefixes, NationalPrefix[] nationalPrefixes, NumberShape[] shapes)
{
    internal int CallingCode => callingCode;

    internal bool IsMain => isMain;

    internal ReadOnlySpan<DigitPattern> InternationalPrefixes => internationalPrefixes;

    /// <summary>Whether the number, without any prefix, is possible here.</summary>
    internal bool Accepts(ReadOnlySpan<byte> number)
    {
        foreach (var shape in shapes)
            if (shape.Fits(number)) return true;
        return false;
    }

    /// <summary>Writes the number without its national prefix; false when it has none.</summary>
    internal bool TryRemovePrefix(ReadOnlySpan<byte> number, Span<byte> result, out int length)
    {
        foreach (var prefix in nationalPrefixes)
            if (prefix.TryRemove(number, result, out length)) return true;
        length = 0;
        return false;
    }
}
