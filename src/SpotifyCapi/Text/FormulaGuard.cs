namespace SpotifyCapi.Text;

/// <summary>Keeps a spreadsheet from running a text as a formula.</summary>
public static class FormulaGuard
{
    /// <summary>Puts an apostrophe, which spreadsheets read as "this is text", before what would be a formula. Plain numbers stay as they are.</summary>
    /// <param name="text">The content of a cell.</param>
    public static string Disarm(string text) => IsFormula(text) && !IsNumber(text) ? "'" + text : text;

    // Blanks and control characters in front are passed over by some programs; the wide forms are formulas where such keyboards are used.
    private static bool IsFormula(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character))
                return true;

            if (!char.IsWhiteSpace(character))
                return character is '=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠';
        }

        return false;
    }

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        text = text[0] is '+' or '-' ? text[1..] : text;
        var point = text.IndexOf('.');
        return text.Length > (point < 0 ? 0 : 1)
            && !(point < 0 ? text : text[..point]).ContainsAnyExceptInRange('0', '9')
            && (point < 0 || !text[(point + 1)..].ContainsAnyExceptInRange('0', '9'));
    }
}
