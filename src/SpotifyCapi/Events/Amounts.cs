using System.Globalization;

namespace SpotifyCapi.Events;

/// <summary>Reads amounts that come as text, as shops send them.</summary>
public static class Amounts
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>Reads an amount with a decimal point and without thousands separators, whatever the culture.</summary>
    /// <param name="text">For example <c>45.85</c>.</param>
    /// <param name="amount">The amount.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal amount) =>
        decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out amount) && !IsLostInRounding(text, amount);

    /// <summary>Whether a notation is of a number so small that nothing is left of it; it must not pass as the price 0.</summary>
    /// <param name="text">The notation, possibly with an exponent.</param>
    /// <param name="amount">What was read.</param>
    internal static bool IsLostInRounding(ReadOnlySpan<char> text, decimal amount)
    {
        var exponent = text.IndexOfAny('e', 'E');
        return amount == 0 && (exponent < 0 ? text : text[..exponent]).ContainsAnyInRange('1', '9');
    }

    /// <summary>The same of a JSON number.</summary>
    /// <param name="json">The number as it stands in JSON.</param>
    /// <param name="amount">What was read.</param>
    internal static bool IsLostInRounding(ReadOnlySpan<byte> json, decimal amount)
    {
        var exponent = json.IndexOfAny((byte)'e', (byte)'E');
        return amount == 0 && (exponent < 0 ? json : json[..exponent]).ContainsAnyInRange((byte)'1', (byte)'9');
    }
}
