using System.Buffers;

namespace SpotifyCapi.Text;

/// <summary>
/// Words that programs write where a value is missing. Hashed, they would join all people without an address into one; so neither the
/// words nor their digests ever pass.
/// </summary>
public static class NullLike
{
    /// <summary>The words, lower-case.</summary>
    public static IReadOnlyList<string> Words => All;

    private static readonly string[] All =
        ["null", "undefined", "none", "nil", "nan", "n/a", "na", "unknown", "false", "true", "0", "-", "(null)", "[object object]"];

    private static readonly SearchValues<byte> FirstLetters = SearchValues.Create(
        [.. All.SelectMany(word => (char[])[word[0], char.ToUpperInvariant(word[0])]).Select(letter => (byte)letter).Distinct()]);

    private static readonly int LongestWord = Words.Max(word => word.Length);

    /// <summary>Whether a trimmed text stands for "nothing".</summary>
    /// <param name="text">The text.</param>
    public static bool IsNullLike(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestWord || text.IsEmpty || (char.IsAscii(text[0]) && !FirstLetters.Contains((byte)text[0])))
            return false;

        foreach (var word in All)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Whether a trimmed text could stand for "nothing", as far as its first letter and its length tell.</summary>
    /// <param name="utf8">At least one character.</param>
    internal static bool MayBe(ReadOnlySpan<byte> utf8) => utf8.Length <= LongestWord && FirstLetters.Contains(utf8[0]);
}
