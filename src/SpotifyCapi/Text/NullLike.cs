using System.Buffers;

namespace SpotifyCapi.Text;

/// <summary>
/// What programs write where a value is missing: words, errors of a spreadsheet, placeholders of a template that nobody filled. Hashed, they
/// would join all people without an address into one, and as an id all sales; so neither they nor the words' digests ever pass.
/// </summary>
public static class NullLike
{
    private static readonly string[] All =
    [
        "null", "undefined", "none", "nil", "nan", "nat", "n/a", "n.a.", "na", "unknown", "tbd", "inf", "-inf", "infinity", "-infinity",
        "false", "true", "0", "-", "not set", "not provided", "not available",
        "(null)", "(none)", "(blank)", "(not set)", "<null>", "<na>", "[object object]", "#n/a", "#nv", "#n/d", "#value!", "#ref!", "#name?",
    ];

    private static readonly int LongestWord = All.Max(word => word.Length);

    // Nearly no value begins so.
    private static readonly SearchValues<char> Marks = SearchValues.Create("#{[(<$%*eE");

    private static readonly string[] Templates = ["{{", "${", "#{", "%%", "<%", "*|", "[["];

    /// <summary>The words, lower-case.</summary>
    public static IReadOnlyList<string> Words => All;

    /// <summary>Whether a trimmed text stands for "nothing".</summary>
    public static bool IsNullLike(ReadOnlySpan<char> text) =>
        IsWord(text, All) || (!text.IsEmpty && Marks.Contains(text[0]) && (IsSheetError(text) || IsUnfilled(text)));

    /// <summary>Whether a text is one of these words, whatever the case.</summary>
    internal static bool IsWord(ReadOnlySpan<char> text, string[] words)
    {
        if (text.Length > LongestWord)
            return false;

        foreach (var word in words)
        {
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    // In the language of its user: #WERT!, #¿NOMBRE?, #DIV/0!; a column that is too narrow shows ####; LibreOffice has Err:502.
    private static bool IsSheetError(ReadOnlySpan<char> text) =>
        text[0] == '#' ? !text.ContainsAnyExcept('#') || (text[^1] is '!' or '?' && !text.ContainsAnyInRange('1', '9'))
        : text.StartsWith("Err:", StringComparison.OrdinalIgnoreCase) && !text[4..].ContainsAnyExceptInRange('0', '9');

    // {{ order.id }}, ${orderId}, %%ORDER_ID%%; one pair of brackets around a name, but not around a number, a GUID or an address; $order_id.
    private static bool IsUnfilled(ReadOnlySpan<char> text)
    {
        foreach (var start in Templates)
        {
            if (text.StartsWith(start))
                return true;
        }

        return ((text[0], text[^1]) is ('{', '}') or ('[', ']') or ('(', ')') or ('<', '>') or ('%', '%') || text[0] == '$')
            && text.Length > 2 && !text.ContainsAnyInRange('0', '9') && !text.Contains('@');
    }
}
