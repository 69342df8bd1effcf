using System.Diagnostics;
using System.Globalization;

namespace SpotifyCapi.Phones;

/// <summary>
/// A normalised phone number. It is personal data, so its text form says nothing: the digits need the explicit <see cref="Value"/>.
/// </summary>
[DebuggerDisplay("[phone]")]
public readonly record struct E164Number
{
    /// <summary>The shortest number that is kept, in digits with the calling code.</summary>
    public const int MinDigits = 7;

    /// <summary>The longest number, in digits with the calling code (ITU-T E.164, section 6).</summary>
    public const int MaxDigits = 15;

    private readonly ulong number;

    private E164Number(ulong number) => this.number = number;

    /// <summary>
    /// <c>+</c>, the calling code and the national number: matches <c>^\+[1-9][0-9]{6,14}$</c>. Empty only for <c>default</c>.
    /// </summary>
    public string Value => number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"+{number}");

    /// <summary>Reads <see cref="Value"/> back.</summary>
    /// <param name="text"><c>+</c> and the digits.</param>
    /// <param name="number">The number.</param>
    internal static bool TryRead(ReadOnlySpan<byte> text, out E164Number number)
    {
        number = default;
        if (text is not [(byte)'+', >= (byte)'1' and <= (byte)'9', ..] || text.Length - 1 is < MinDigits or > MaxDigits
            || !ulong.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
        {
            return false;
        }

        number = new E164Number(digits);
        return true;
    }

    /// <summary>Puts a number together.</summary>
    /// <param name="code">The calling code.</param>
    /// <param name="significant">The digits after it, as numbers.</param>
    /// <param name="number">The number.</param>
    /// <returns>False when it is too short or too long.</returns>
    internal static bool TryJoin(CallingCode code, ReadOnlySpan<byte> significant, out E164Number number)
    {
        number = default;
        if (code.Length + significant.Length is < MinDigits or > MaxDigits) return false;
        var joined = (ulong)code.Code;
        foreach (var digit in significant) joined = (10 * joined) + digit;
        number = new E164Number(joined);
        return true;
    }

    /// <summary>Writes <see cref="Value"/>.</summary>
    /// <param name="utf8">Room for <c>+</c> and fifteen digits.</param>
    /// <returns>Number of bytes.</returns>
    internal int Write(Span<byte> utf8)
    {
        utf8[0] = (byte)'+';
        number.TryFormat(utf8[1..], out var digits, default, CultureInfo.InvariantCulture);
        return number == 0 ? 0 : 1 + digits;
    }

    /// <summary>Always <c>[phone]</c>, so that a log line or an exception cannot reveal the number.</summary>
    public override string ToString() => "[phone]";
}
