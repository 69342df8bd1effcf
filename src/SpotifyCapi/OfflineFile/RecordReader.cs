namespace SpotifyCapi.OfflineFile;

/// <summary>
/// Reads a stream record by record in constant memory: lines, or CSV records whose quoted fields may hold line breaks. What breaks the rules
/// costs the line that it begins on and nothing else: reading resumes at the next line of the file.
/// </summary>
internal sealed class RecordReader(Stream stream, FilePosition position)
{
    /// <summary>Longest record. An event that is longer would not fit into a queue message either.</summary>
    public const int MaxBytes = 64 * 1024;

    private readonly byte[] buffer = new byte[4 * MaxBytes];
    private int start;
    private int filled;
    private bool ended;
    private FilePosition at = position;
    private RecordEnd end;

    /// <summary>What stands between the fields of a CSV record; null reads plain lines.</summary>
    public byte? Delimiter { get; set; }

    public RecordState State { get; private set; }

    /// <summary>The current record without its line break; valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Record => buffer.AsSpan(start, end.Length);

    /// <summary>The line that the current record begins on.</summary>
    public long Line => at.Line;

    public bool IsMultiLine => end.Lines > 1;

    /// <summary>The line that the current record ends on.</summary>
    public long LastLine => at.Line + end.Lines - 1;

    /// <summary>Whether a line break ends the current record; the last one of a file that was cut has none.</summary>
    public bool IsEnded => end.Consumed > end.Length;

    public FilePosition Next => new(at.Offset + end.Consumed, at.Line + end.Lines);

    /// <summary>Reads up to <paramref name="count"/> first bytes without moving, at most <see cref="MaxBytes"/>.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        while (filled - start < count && !ended)
            await FillAsync(cancellationToken);

        return buffer.AsMemory(start, Math.Min(count, filled - start));
    }

    /// <summary>Skips bytes at the start of the file, such as a byte order mark.</summary>
    public void Skip(int count)
    {
        start += count;
        at = at with { Offset = at.Offset + count };
    }

    /// <summary>Moves to the next record. False at the end of the file.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        at = Next;
        start += end.Consumed;
        end = default;
        while (true)
        {
            if (start < filled && TryFind())
                return true;

            if (filled - start > MaxBytes)
            {
                await SkipLineAsync(cancellationToken);
                return true;
            }

            if (ended)
                return false;

            await FillAsync(cancellationToken);
        }
    }

    /// <summary>Gives the current record's further lines back, to be read as records of their own.</summary>
    public void KeepFirstLine() => RecordScan.Line(buffer.AsSpan(start, filled - start), isEnd: true, out end);

    /// <summary>Gives the whole record back, to be read with another delimiter.</summary>
    public void GiveBack() => end = default;

    private bool TryFind()
    {
        var bytes = buffer.AsSpan(start, filled - start);
        var result = Delimiter is { } delimiter ? RecordScan.Csv(bytes, delimiter, ended, out end) : RecordScan.Line(bytes, ended, out end);
        if (result == RecordScan.Result.Cut && bytes.Length > MaxBytes && RecordScan.Line(bytes[..MaxBytes], isEnd: false, out end) == RecordScan.Result.Whole)
        {
            // The record is too long, its first line is not: a quote was opened and forgotten.
            result = RecordScan.Result.BrokenQuotes;
        }

        if (result == RecordScan.Result.Cut)
        {
            end = default;
            return false;
        }

        if (result == RecordScan.Result.BrokenQuotes || (end.Length > MaxBytes && end.Lines > 1))
        {
            KeepFirstLine();
            result = RecordScan.Result.BrokenQuotes;
        }

        State = end.Length > MaxBytes ? RecordState.TooLong
            : result == RecordScan.Result.BrokenQuotes ? RecordState.BrokenQuotes
            : RecordState.Whole;
        return true;
    }

    private async ValueTask SkipLineAsync(CancellationToken cancellationToken)
    {
        State = RecordState.TooLong;
        while (true)
        {
            var result = RecordScan.Line(buffer.AsSpan(start, filled - start), ended, out var line);
            if (result == RecordScan.Result.Whole)
            {
                Skip(line.Consumed);
                end = new RecordEnd(0, 0, 1);
                return;
            }

            // A CR at the edge stays: its LF may follow.
            Skip(Math.Min(line.Length, filled - start));
            await FillAsync(cancellationToken);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            start = 0;
        }

        var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
        ended = read == 0;
        filled += read;
    }
}

/// <summary>The state of a record of a file.</summary>
internal enum RecordState
{
    Whole,

    /// <summary>A quote opens and is not closed, or something follows the closing one. The record is its first line only.</summary>
    BrokenQuotes,

    /// <summary>Longer than <see cref="RecordReader.MaxBytes"/>. Its line was skipped.</summary>
    TooLong,
}

/// <summary>A place in a file where a record begins, from which reading can resume another day.</summary>
/// <param name="Offset">Bytes before it.</param>
/// <param name="Line">Its line, counted from 1 as a text editor does.</param>
public readonly record struct FilePosition(long Offset, long Line)
{
    /// <summary>The first byte of a file.</summary>
    public static FilePosition Start { get; } = new(0, 1);
}
