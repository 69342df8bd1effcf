using System.Buffers;

namespace SpotifyCapi.Text;

/// <summary>Finds the end of a number in JSON.</summary>
internal static class JsonNumber
{
    // The slash would begin a comment, where comments are taken; here it is the next token that is wrong.
    private static readonly SearchValues<byte> Ends = SearchValues.Create(",}] \t\r\n/"u8);

    /// <summary>The length of a number.</summary>
    /// <param name="rest">From its first character.</param>
    /// <param name="isAlone">Whether nothing has to follow it.</param>
    /// <returns>Its bytes; -1 when it is none (RFC 8259, section 6), or something follows that cannot follow a value.</returns>
    public static int Length(ReadOnlySpan<byte> rest, bool isAlone)
    {
        var at = rest[0] == '-' ? 1 : 0;
        var whole = Digits(rest, at);
        if (whole == 0 || (whole > 1 && rest[at] == '0'))
            return -1;

        at += whole;
        if (at < rest.Length && rest[at] == '.' && !TryAddDigits(rest, 1, ref at))
            return -1;

        if (at < rest.Length && rest[at] is (byte)'e' or (byte)'E')
        {
            var sign = at + 1 < rest.Length && rest[at + 1] is (byte)'+' or (byte)'-' ? 1 : 0;
            if (!TryAddDigits(rest, 1 + sign, ref at))
                return -1;
        }

        return at == rest.Length ? isAlone ? at : -1 : Ends.Contains(rest[at]) ? at : -1;
    }

    private static bool TryAddDigits(ReadOnlySpan<byte> rest, int before, ref int at)
    {
        var digits = Digits(rest, at + before);
        at += before + digits;
        return digits > 0;
    }

    private static int Digits(ReadOnlySpan<byte> rest, int from)
    {
        var at = from;
        while (at < rest.Length && rest[at] is >= (byte)'0' and <= (byte)'9')
            at++;

        return at - from;
    }
}
