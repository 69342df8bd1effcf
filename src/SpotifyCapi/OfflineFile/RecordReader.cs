namespace SpotifyCapi.OfflineFile;

/// <summary>
/// Reads a stream record by record in constant memory: lines, or CSV records whose quoted fields may hold line breaks. What breaks the rules
/// costs the line that it begins on and nothing else: reading goes on at the next line of the file.
/// </summary>
/// <param name="stream">The bytes.</param>
/// <param name="position">Where in the file the stream begins.</param>
public sealed class RecordReader(Stream stream, FilePosition position)
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

    /// <summary>What the current record is.</summary>
    public RecordState State { get; private set; }

    /// <summary>The current record without its line break; valid until the next one is read.</summary>
    public ReadOnlySpan<byte> Record => buffer.AsSpan(start, end.Length);

    /// <summary>The line that the current record begins on.</summary>
    public long Line => at.Line;

    /// <summary>Whether the current record spans several lines.</summary>
    public bool IsMultiLine => end.Lines > 1;

    /// <summary>Where the next record begins.</summary>
    public FilePosition Next => new(at.Offset + end.Consumed, at.Line + end.Lines);

    /// <summary>Reads up to so many first bytes without moving.</summary>
    /// <param name="count">At most <see cref="MaxBytes"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<ReadOnlyMemory<byte>> PeekAsync(int count, CancellationToken cancellationToken)
    {
        while (filled - start < count && !ended)
            await FillAsync(cancellationToken);

        return buffer.AsMemory(start, Math.Min(count, filled - start));
    }

    /// <summary>Passes over bytes at the start of the file, such as a byte order mark.</summary>
    /// <param name="count">Bytes that were peeked.</param>
    public void Skip(int count)
    {
        start += count;
        at = at with { Offset = at.Offset + count };
    }

    /// <summary>Moves to the next record.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False at the end of the file.</returns>
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
                await PassOverLineAsync(cancellationToken);
                return true;
            }

            if (ended)
                return false;

            await FillAsync(cancellationToken);
        }
    }

    /// <summary>Gives the current record's further lines back, to be read as records of their own.</summary>
    public void KeepFirstLine() => RecordScan.Line(buffer.AsSpan(start, filled - start), isEnd: true, out end);

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

    private async ValueTask PassOverLineAsync(CancellationToken cancellationToken)
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
