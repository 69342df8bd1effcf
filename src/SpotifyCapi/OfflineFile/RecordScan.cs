namespace SpotifyCapi.OfflineFile;

/// <summary>Finds where a record ends.</summary>
internal static class RecordScan
{
    public enum Result
    {
        Whole,

        /// <summary>The bytes end before the record does.</summary>
        Cut,
        BrokenQuotes,
    }

    /// <summary>Finds the end of a line: LF, CRLF or CR.</summary>
    public static Result Line(ReadOnlySpan<byte> bytes, bool isEnd, out RecordEnd end)
    {
        var length = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        if (length < 0)
        {
            end = new RecordEnd(bytes.Length, bytes.Length, 1);
            return isEnd ? Result.Whole : Result.Cut;
        }

        // Whether an LF belongs to a CR at the edge is not known yet.
        var isCr = bytes[length] == '\r';
        var isEdge = isCr && length + 1 == bytes.Length;
        var breakBytes = isCr && !isEdge && bytes[length + 1] == '\n' ? 2 : 1;
        end = new RecordEnd(length, length + breakBytes, 1);
        return isEdge && !isEnd ? Result.Cut : Result.Whole;
    }

    /// <summary>Finds the end of a CSV record, in whose quoted fields lines may break.</summary>
    public static Result Csv(ReadOnlySpan<byte> bytes, byte delimiter, bool isEnd, out RecordEnd end)
    {
        var result = Line(bytes, isEnd, out end);
        if (result == Result.Cut || !bytes[..end.Length].Contains((byte)'"'))
            return result;

        var lines = 1;
        for (var at = 0; ; at++)
        {
            var quote = at + CsvFields.Blanks(bytes[at..], delimiter);
            if (quote < bytes.Length && bytes[quote] == '"')
            {
                if (!TryClose(bytes, quote + 1, out var close))
                    return isEnd ? Result.BrokenQuotes : Result.Cut;

                lines += Breaks(bytes[quote..close]);
                at = close + 1;
                at += CsvFields.Blanks(bytes[at..], delimiter);
                if (at == bytes.Length && !isEnd)
                    return Result.Cut;

                if (at < bytes.Length && bytes[at] != delimiter && bytes[at] is not ((byte)'\n' or (byte)'\r'))
                    return Result.BrokenQuotes;
            }
            else
            {
                var next = bytes[at..].IndexOfAny(delimiter, (byte)'\n', (byte)'\r');
                at = next < 0 ? bytes.Length : at + next;
            }

            if (at == bytes.Length || bytes[at] != delimiter)
            {
                result = Line(bytes[at..], isEnd, out var rest);
                end = new RecordEnd(at, at + rest.Consumed, lines);
                return result;
            }
        }
    }

    // Two quotes are one that is meant; a quote at the edge may be the first of two, which the caller sees as "not closed yet".
    private static bool TryClose(ReadOnlySpan<byte> bytes, int from, out int close)
    {
        for (close = from; ; close += 2)
        {
            var next = bytes[close..].IndexOf((byte)'"');
            if (next < 0)
                return false;

            close += next;
            if (close + 1 >= bytes.Length || bytes[close + 1] != '"')
                return true;
        }
    }

    private static int Breaks(ReadOnlySpan<byte> bytes)
    {
        var breaks = 0;
        while (bytes.IndexOfAny((byte)'\n', (byte)'\r') is var at and >= 0)
        {
            breaks++;
            bytes = bytes[(at + (bytes[at..].StartsWith("\r\n"u8) ? 2 : 1))..];
        }

        return breaks;
    }
}

/// <summary>Where a record ends.</summary>
/// <param name="Length">Its bytes.</param>
/// <param name="Consumed">Its bytes with the line break.</param>
/// <param name="Lines">How many lines of the file it spans.</param>
internal readonly record struct RecordEnd(int Length, int Consumed, int Lines);
