using System.Text;

namespace SpotifyCapi.OfflineFile;

/// <summary>The fields of one CSV record. One instance serves all records of a file.</summary>
internal sealed class CsvFields(byte delimiter)
{
    // Fields beyond these are counted, so that the row can be refused, but are not read.
    private const int MaxFields = 1024;

    private readonly (int Start, int Length, bool IsQuoted)[] fields = new (int, int, bool)[MaxFields];

    public int Count { get; private set; }

    /// <summary>Splits a record whose quotes are right.</summary>
    public void Split(ReadOnlySpan<byte> record)
    {
        Count = 0;
        for (var at = 0; at <= record.Length; at++)
        {
            var quote = at + Blanks(record[at..], delimiter);
            var isQuoted = quote < record.Length && record[quote] == '"';
            var (from, length) = isQuoted ? Quoted(record, quote + 1) : (at, 0);
            var behind = isQuoted ? from + length + 1 : at;
            var next = behind < record.Length ? record[behind..].IndexOf(delimiter) : -1;
            at = next < 0 ? record.Length : behind + next;
            if (Count < MaxFields)
                fields[Count] = (from, isQuoted ? length : at - from, isQuoted);

            Count++;
        }
    }

    /// <summary>The text of a field, trimmed; null when it is blank or not there.</summary>
    public string? Text(ReadOnlySpan<byte> record, int index)
    {
        if (index >= Math.Min(Count, MaxFields))
            return null;

        var (start, length, isQuoted) = fields[index];
        var bytes = record.Slice(start, length).Trim(" \t\r\n"u8);
        if (bytes.IsEmpty)
            return null;

        var text = Encoding.UTF8.GetString(bytes);
        text = isQuoted && text.Contains('"', StringComparison.Ordinal) ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    /// <summary>Whether a field goes over several lines of which one has as many delimiters as a row.</summary>
    public bool HasRowWithin(ReadOnlySpan<byte> record, int index, int delimiters)
    {
        if (index >= Math.Min(Count, MaxFields) || delimiters == 0)
            return false;

        var text = record.Slice(fields[index].Start, fields[index].Length);
        if (!text.ContainsAny((byte)'\n', (byte)'\r'))
            return false;

        foreach (var line in text.SplitAny("\r\n"u8))
        {
            if (text[line].Count(delimiter) >= delimiters)
                return true;
        }

        return false;
    }

    /// <summary>Blanks before or behind a quoted field, which some programs write.</summary>
    internal static int Blanks(ReadOnlySpan<byte> bytes, byte delimiter)
    {
        var count = 0;
        while (count < bytes.Length && bytes[count] is (byte)' ' or (byte)'\t' && bytes[count] != delimiter)
            count++;

        return count;
    }

    private static (int Start, int Length) Quoted(ReadOnlySpan<byte> record, int start)
    {
        var at = start;
        while (record[at..].IndexOf((byte)'"') is var next and >= 0)
        {
            at += next;
            if (at + 1 >= record.Length || record[at + 1] != '"')
                return (start, at - start);

            at += 2;
        }

        return (start, record.Length - start);
    }
}
