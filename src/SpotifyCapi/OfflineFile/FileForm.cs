using SpotifyCapi.Codes;

namespace SpotifyCapi.OfflineFile;

/// <summary>Tells from the first bytes whether a file is one that can be read, and in which form.</summary>
internal static class FileForm
{
    /// <summary>How many first bytes are looked at.</summary>
    public const int Length = 1024;

    /// <summary>Looks at the beginning of a file.</summary>
    /// <param name="start">Its first bytes.</param>
    /// <param name="isDeclaredJson">Whether its sender says that it holds JSON; then a broken first line is a row like any other.</param>
    /// <param name="isJson">Whether it holds JSON, one event to a line.</param>
    /// <returns>What is wrong, or null.</returns>
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
