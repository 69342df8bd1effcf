using System.Buffers;
using System.Text;

namespace SpotifyCapi.Text;

/// <summary>
/// Writes CSV that a person may open in a spreadsheet: UTF-8 with a byte order mark, CRLF, quotes where RFC 4180 wants them, and no text
/// that a spreadsheet would run as a formula.
/// </summary>
/// <param name="output">Where the bytes go, such as a response's body writer.</param>
public sealed class CsvWriter(IBufferWriter<byte> output)
{
    // The separators of other languages' spreadsheets too, since a person may open the file with those.
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",;\t|\"\r\n ");

    /// <summary>Writes the byte order mark and the row of column names. Excel takes a file without the mark for one of its own old encodings.</summary>
    /// <param name="columns">Names of the columns.</param>
    public void Begin(params ReadOnlySpan<string?> columns)
    {
        output.Write("\uFEFF"u8);
        Row(columns);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="fields">Its fields; null is written as an empty one.</param>
    public void Row(params ReadOnlySpan<string?> fields)
    {
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0)
                output.Write(","u8);

            Field(fields[i] ?? string.Empty);
        }

        output.Write("\r\n"u8);
    }

    private void Field(string text)
    {
        // Spreadsheets read an apostrophe in front as "this is text".
        var safe = IsFormula(text) && !IsNumber(text) ? "'" + text : text;
        if (!safe.AsSpan().ContainsAny(NeedQuotes))
        {
            Encoding.UTF8.GetBytes(safe, output);
            return;
        }

        output.Write("\""u8);
        Encoding.UTF8.GetBytes(safe.Replace("\"", "\"\"", StringComparison.Ordinal), output);
        output.Write("\""u8);
    }

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
