using System.Runtime.CompilerServices;
using System.Text;

namespace SpotifyCapi.Text;

/// <summary>
/// A text of an event: the bytes that it was read from, where they lie, or a .NET string when it came as one. So a text that is only looked
/// at, hashed and copied on its way to Spotify never becomes a string. It keeps its buffer alive, and the buffer must never be written again
/// or given to a pool.
/// </summary>
internal readonly record struct Utf8Text
{
    /// <summary>Room on the stack for the characters of a page address, a name or a user agent. It is zeroed each time, so more would cost.</summary>
    public const int OnStack = 256;

    /// <summary>Room on the stack for the characters of an id, an address or a number.</summary>
    public const int ShortOnStack = 64;

    private const int IsString = -1;

    // A string, or the array that the bytes lie in: one field for both, because an event holds twenty such texts.
    private readonly object? held;
    private readonly int start;
    private readonly int length;

    /// <summary>A text that lies in a buffer.</summary>
    /// <param name="buffer">Valid UTF-8 at this place.</param>
    /// <param name="start">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    public Utf8Text(byte[] buffer, int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start + (uint)length, (uint)buffer.Length);
        (held, this.start, this.length) = (buffer, start, length);
    }

    private Utf8Text(string? text) => (held, length) = (text, IsString);

    /// <summary>Whether there is no text; the empty one is one.</summary>
    public bool IsMissing => held is null;

    /// <summary>Whether there is nothing to be seen in it.</summary>
    public bool IsBlank => IsUtf8(out var utf8) && utf8 is [> (byte)' ' and < 127, ..] ? false : string.IsNullOrWhiteSpace(OrNull());

    /// <summary>A bound of the text's size in UTF-8 that costs nothing.</summary>
    public int MaxBytes => held is null ? 0 : length == IsString ? 3 * Text.Length : length;

    /// <summary>The text's size in UTF-8.</summary>
    public int Bytes => held is null ? 0 : length == IsString ? Encoding.UTF8.GetByteCount(Text) : length;

    private string Text => Unsafe.As<string>(held!);

    private ReadOnlySpan<byte> Buffered => Unsafe.As<byte[]>(held!).AsSpan(start, length);

    /// <summary>A string as a text; null is missing.</summary>
    public static implicit operator Utf8Text(string? text) => new(text);

    /// <summary>The bytes, when the text is held as bytes.</summary>
    public bool IsUtf8(out ReadOnlySpan<byte> utf8)
    {
        var isUtf8 = held is not null && length != IsString;
        utf8 = isUtf8 ? Buffered : default;
        return isUtf8;
    }

    /// <summary>The characters: those of the string, or the bytes decoded into <paramref name="room"/>, or into a string when it is too small.</summary>
    /// <param name="room">Room for as many characters as an ordinary text has bytes.</param>
    public ReadOnlySpan<char> Chars(Span<char> room) =>
        held is null ? default
        : length == IsString ? Text
        : length <= room.Length ? room[..Encoding.UTF8.GetChars(Buffered, room)]
        : Encoding.UTF8.GetString(Buffered);

    /// <summary>Copies the text in UTF-8.</summary>
    /// <param name="destination">Room for <see cref="MaxBytes"/>.</param>
    /// <returns>Number of bytes.</returns>
    public int CopyTo(Span<byte> destination)
    {
        if (!IsUtf8(out var utf8))
            return Encoding.UTF8.GetBytes(Chars(default), destination);

        utf8.CopyTo(destination);
        return utf8.Length;
    }

    /// <summary>What was kept of the text: itself when nothing was cut.</summary>
    /// <param name="all">Its characters.</param>
    /// <param name="kept">A part of them.</param>
    public Utf8Text Keep(ReadOnlySpan<char> all, ReadOnlySpan<char> kept) => all.Length == kept.Length ? this : kept.ToString();

    /// <summary>The text as a string; null when it is missing.</summary>
    public string? OrNull() => held is null ? null : ToString();

    /// <summary>The text as a string; empty when it is missing.</summary>
    public override string ToString() => held is null ? string.Empty : length == IsString ? Text : Encoding.UTF8.GetString(Buffered);

    /// <summary>Equality by content, however it is held.</summary>
    public bool Equals(Utf8Text other) =>
        IsUtf8(out var mine)
            ? other.IsUtf8(out var others) ? mine.SequenceEqual(others) : !other.IsMissing && Equals(mine, other.Text)
            : other.IsUtf8(out others) ? !IsMissing && Equals(others, Text) : (string?)held == (string?)other.held;

    // An event may bring a hundred thousand texts that are compared with each other, so what cannot be equal is not decoded.
    private static bool Equals(ReadOnlySpan<byte> utf8, string text)
    {
        if (utf8.Length < text.Length || utf8.Length > 3 * text.Length)
            return false;

        Span<char> room = utf8.Length <= OnStack ? stackalloc char[OnStack] : new char[utf8.Length];
        return room[..Encoding.UTF8.GetChars(utf8, room)].SequenceEqual(text);
    }

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());
}
