using System.Buffers;
using System.Text;

namespace SpotifyCapi.Text;

/// <summary>
/// Recognises, without decoding them, the texts that nearly every event has: printable ASCII, no blank at its ends, and nothing in it that an
/// e-mail address could hide behind. Anything else is looked at character by character, so a false answer says nothing.
/// </summary>
internal static class PlainText
{
    // Without what EmailLeak looks for: the at sign, and the signs that begin an encoded one.
    private static readonly SearchValues<byte> Harmless =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (byte)c).Where(c => c is not ((byte)'@' or (byte)'%' or (byte)'#'))]);

    /// <summary>Whether the text is such a one.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="maxLength">In characters.</param>
    /// <param name="utf8">The text, when it is.</param>
    public static bool IsOne(Utf8Text text, int maxLength, out ReadOnlySpan<byte> utf8) =>
        HasPlainEnds(text, out utf8) && utf8.Length <= maxLength && !utf8.ContainsAnyExcept(Harmless);

    /// <summary>Whether the text is held as bytes and begins and ends with what is no blank, so that there is nothing to trim.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="utf8">The text, when it is.</param>
    public static bool HasPlainEnds(Utf8Text text, out ReadOnlySpan<byte> utf8) =>
        text.IsUtf8(out utf8) && utf8 is [> (byte)' ' and < 127, ..] and [.., > (byte)' ' and < 127];

    /// <summary>The characters as bytes.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="room">What is longer is not looked at.</param>
    /// <returns>Empty when there is anything but ASCII in it, or no room.</returns>
    public static ReadOnlySpan<byte> Narrow(ReadOnlySpan<char> text, Span<byte> room) =>
        text.Length <= room.Length && Ascii.FromUtf16(text, room, out var length) == OperationStatus.Done ? room[..length] : default;
}
