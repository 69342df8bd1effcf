using System.Diagnostics;

namespace SpotifyCapi.Identifiers.Phones;

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

    private readonly string? value;

    internal E164Number(string value) => this.value = value;

    /// <summary>
    /// <c>+</c>, the calling code and the national number: matches <c>^\+[1-9][0-9]{6,14}$</c>. Empty only for <c>default</c>.
    /// </summary>
    public string Value => value ?? "";

    /// <summary>The same without the <c>+</c>.</summary>
    public ReadOnlySpan<char> Digits => value is null ? default : value.AsSpan(1);

    /// <summary>Always <c>[phone]</c>, so that a log line or an exception cannot reveal the number.</summary>
    public override string ToString() => "[phone]";
}
