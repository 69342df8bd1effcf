namespace SpotifyCapi.Text;

/// <summary>
/// Words that programs write where a value is missing. Hashed, they would join all people without an address into one; so neither the
/// words nor their digests ever pass.
/// </summary>
public static class NullLike
{
    private static readonly string[] All =
        ["null", "undefined", "none", "nil", "nan", "n/a", "na", "unknown", "false", "true", "0", "-", "(null)", "[object object]"];

    private static readonly int LongestWord = All.Max(word => word.Length);

    /// <summary>The words, lower-case.</summary>
    public static IReadOnlyList<string> Words => All;

    /// <summary>Whether a trimmed text stands for "nothing".</summary>
    public static bool IsNullLike(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestWord)
            return false;

        foreach (var word in All)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
