using System.Buffers;
using System.Text;
using SpotifyCapi.Codes;

namespace SpotifyCapi.OfflineFile;

/// <summary>Tells from the first bytes whether a file is one that can be read, and in which form.</summary>
internal static class FileForm
{
    /// <summary>How many first bytes are looked at.</summary>
    public const int Length = 1024;

    /// <summary>
    /// Returns what is wrong with a file that begins so, or null. When its sender declares JSON, a broken first line is a row like any other.
    /// </summary>
    public static ValidationError? Check(ReadOnlySpan<byte> start, bool isDeclaredJson, out bool isJson)
    {
        var text = start.TrimStart(" \t\r\n"u8);
        isJson = isDeclaredJson || text.StartsWith("{"u8);
        return text.IsEmpty && start.Length < Length ? new(ErrorCodes.EmptyBody, string.Empty, "The file is empty.")
            : start.StartsWith("PK\x03\x04"u8) ? NotText("a zip archive or an Excel workbook (.xlsx)")
            : start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) ? NotText("an Excel workbook (.xls)")
            : start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? NotText("compressed")
            : start.StartsWith("%PDF"u8) ? NotText("a PDF document")
            : text.StartsWith("["u8) ? NotText("a JSON array")
            : IsUtf16(start) ? new(ErrorCodes.WrongEncoding, string.Empty, "The file is not UTF-8 but UTF-16 (\"Unicode\"); save it as CSV UTF-8.")
            : null;
    }

    private static ValidationError NotText(string what) =>
        new(ErrorCodes.WrongFileType, string.Empty, $"The file is {what}; send CSV, or JSON with one event to a line.");

    // Without a mark, every second byte of Latin text is NUL.
    private static bool IsUtf16(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || start.Count((byte)0) > start.Length / 4;
}

/// <summary>Finds out what stands between the fields of a file.</summary>
internal static class DelimiterGuess
{
    private static ReadOnlySpan<byte> Candidates => ",;\t|"u8;

    /// <summary>The candidate that stands most often in the header, outside of quotes; the comma when none does.</summary>
    /// <param name="start">Bytes that begin with the header, whose quoted names may hold line breaks.</param>
    public static byte From(ReadOnlySpan<byte> start)
    {
        Span<int> counts = stackalloc int[Candidates.Length];
        var isQuoted = false;
        foreach (var character in start)
        {
            isQuoted ^= character == '"';
            if (!isQuoted && character is (byte)'\n' or (byte)'\r')
                break;

            if (!isQuoted && Candidates.IndexOf(character) is var candidate and >= 0)
                counts[candidate]++;
        }

        var best = 0;
        for (var candidate = 1; candidate < counts.Length; candidate++)
            best = counts[candidate] > counts[best] ? candidate : best;

        return Candidates[best];
    }
}

/// <summary>Lines that stand before a header and say how the file is written.</summary>
internal static class FileDirectives
{
    private const string Parameters = "Parameters:";
    private const string Zone = "TimeZone=";

    private static readonly SearchValues<char> EndOfZone = SearchValues.Create(";,\t\"|");

    /// <summary>The delimiter of the line <c>sep=;</c>, which Excel knows, in any case and with quotes; null when it is not one.</summary>
    public static byte? Delimiter(ReadOnlySpan<byte> line)
    {
        var text = line.Trim("\" "u8);
        return text is [var s, var e, var p, (byte)'=', var delimiter] && Ascii.EqualsIgnoreCase([s, e, p], "sep"u8) ? delimiter : null;
    }

    /// <summary>
    /// The time zone of the line <c>Parameters:TimeZone=…</c> of Google's and Microsoft's templates; empty when it names none, null when it is
    /// another line.
    /// </summary>
    public static string? TimeZone(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line).Trim('"', ' ');
        if (!text.StartsWith(Parameters, StringComparison.OrdinalIgnoreCase))
            return null;

        var at = text.IndexOf(Zone, StringComparison.OrdinalIgnoreCase);
        var zone = at < 0 ? string.Empty : text[(at + Zone.Length)..];
        var end = zone.AsSpan().IndexOfAny(EndOfZone);
        return (end < 0 ? zone : zone[..end]).Trim();
    }

    private static readonly SearchValues<byte> BetweenNothing = SearchValues.Create(" \t,;|\""u8);

    /// <summary>Whether nothing is in the line but delimiters, or a remark, as templates have them above the header.</summary>
    public static bool IsRemark(ReadOnlySpan<byte> line) =>
        line.IndexOfAnyExcept(BetweenNothing) is var first && (first < 0 || line[first..] is [(byte)'#', (byte)'#' or (byte)' ', ..]);
}
