using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Unicode;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Text;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.OfflineFile;

/// <summary>
/// Reads the rows of a file, CSV with a header or one JSON event to a line, in constant memory. A row that cannot be read is told as such and
/// never ends the reading.
/// </summary>
public sealed class FileRows
{
    // How many lines a text in quotes may go over, where its end is not known.
    private const int LinesOfAText = 20;

    // Columns with the time of a thing that undoes a sale.
    private static readonly string[] Undone = ["cancelled_at", "canceled_at", "refunded_at", "voided_at"];

    private readonly RowDefaults defaults;
    private readonly FrozenSet<string> paid;
    private readonly ColumnMap? map;
    private readonly CsvRow? csv;
    private readonly CsvFields? fields;
    private readonly byte? delimiter;
    private RecordReader records;

    // Up to here a line may be the rest of a record that was broken.
    private long brokenUntil;

    private FileRows(RecordReader records, OfflineFileOptions options, ColumnMap? map)
    {
        this.records = records;
        this.map = map;
        delimiter = records.Delimiter;
        defaults = new RowDefaults(options);
        csv = map is null ? null : new CsvRow(map, options);
        paid = OrderStatus.Keys(options.PaidStatuses);
        fields = delimiter is { } character ? new CsvFields(character) : null;
    }

    /// <summary>The row that was read last.</summary>
    public FileRow Current { get; private set; } = new FileRow.Empty();

    /// <summary>The line that it begins on; the first line of a file is 1.</summary>
    public long Line => records.Line;

    /// <summary>Where the next row begins.</summary>
    public FilePosition Next => records.Next;

    /// <summary>Looks at the beginning of a file: its form, its encoding, its header.</summary>
    public static async Task<FileOpening> OpenAsync(Stream stream, OfflineFileOptions options, bool isDeclaredJson, CancellationToken cancellationToken)
    {
        var records = new RecordReader(stream, FilePosition.Start);
        var start = await records.PeekAsync(FileForm.Length, cancellationToken);
        var mark = start.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
        if (FileForm.Check(start.Span[mark..], isDeclaredJson, out var isJson) is { } error)
            return new FileOpening.Refused(error);

        records.Skip(mark);
        if (isJson)
            return new FileOpening.Opened(new FileRows(records, options, null));

        byte? told = options.Delimiter is { } character ? (byte)character : null;
        string? zoneName = null;
        do
        {
            if (!await records.ReadAsync(cancellationToken))
                return new FileOpening.Refused(new(ErrorCodes.EmptyBody, string.Empty, "The file is empty."));

            told = FileDirectives.Delimiter(records.Record) ?? told;
            zoneName = FileDirectives.TimeZone(records.Record) ?? zoneName;
        }
        while (records.State == RecordState.Whole && IsBeforeHeader(records.Record));

        if (zoneName is not null)
        {
            var zone = ZoneNames.Find(zoneName);
            if (zone is null && zoneName.Length > 0)
            {
                return new FileOpening.Refused(new(
                    ErrorCodes.HeaderMalformed,
                    "time_zone",
                    "The line Parameters: does not name a known time zone; write one such as America/New_York or +0100."));
            }

            options = options with { TimeZone = zone ?? options.TimeZone, IsMonthFirst = true };
        }

        // A quoted name may hold line breaks, so only with the delimiter is it known where the header ends. Nothing behind it is waited for otherwise.
        if (records.State == RecordState.Whole)
        {
            var isOpen = int.IsOddInteger(records.Record.Count((byte)'"'));
            var bytes = isOpen ? await records.PeekAsync(RecordReader.MaxBytes, cancellationToken) : default;
            records.Delimiter = told ?? DelimiterGuess.From(isOpen ? bytes.Span : records.Record);
            records.GiveBack();
            await records.ReadAsync(cancellationToken);
        }

        error = ReadHeader(records, options, out var map);
        return error is not null ? new FileOpening.Refused(error)
            : new FileOpening.Opened(new FileRows(records, map!.IsUtc && zoneName is null ? options with { TimeZone = TimeZoneInfo.Utc } : options, map));
    }

    /// <summary>Goes on at a place where a row begins, with the header that was read before.</summary>
    public void ContinueAt(Stream stream, FilePosition position) => records = new RecordReader(stream, position) { Delimiter = delimiter };

    /// <summary>Moves to the next row; blank lines are passed over. False at the end of the file.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        do
        {
            if (!await records.ReadAsync(cancellationToken))
                return false;
        }
        while (records.State == RecordState.Whole && IsBlank(records.Record));

        Current = Read();
        if (records.State == RecordState.BrokenQuotes)
        {
            brokenUntil = records.Line + LinesOfAText;
        }
        else if (Current is FileRow.Broken && records.IsMultiLine)
        {
            // The lines behind belong to it only if its quotes are right, of which a broken row is no proof.
            brokenUntil = records.LastLine;
            records.KeepFirstLine();
        }

        return true;
    }

    private static bool IsBeforeHeader(ReadOnlySpan<byte> line) =>
        FileDirectives.IsRemark(line) || FileDirectives.Delimiter(line) is not null || FileDirectives.TimeZone(line) is not null;

    private static ValidationError? ReadHeader(RecordReader records, OfflineFileOptions options, out ColumnMap? map)
    {
        map = null;
        var header = records.Record;
        if (records.State == RecordState.BrokenQuotes)
            return new(ErrorCodes.HeaderMalformed, string.Empty, "A quote in the first line is not closed.");

        if (records.State != RecordState.Whole || header.Contains((byte)0))
            return new(ErrorCodes.HeaderMalformed, string.Empty, "The first line holds no names of columns: it is too long, or holds NUL bytes.");

        if (!Utf8.IsValid(header))
            return new(ErrorCodes.WrongEncoding, string.Empty, "The header is not UTF-8; save the file as CSV UTF-8.");

        var fields = new CsvFields(records.Delimiter!.Value);
        fields.Split(header);
        var names = new string?[fields.Count];
        for (var place = 0; place < names.Length; place++)
            names[place] = fields.Text(header, place);

        return ColumnMap.Read(names, options, out map);
    }

    // DOS ends a file with Ctrl-Z, and so do old tills.
    private static bool IsBlank(ReadOnlySpan<byte> record) => record.IndexOfAnyExcept(" \t\u001A"u8) < 0;

    private FileRow Read()
    {
        var record = records.Record;
        if (records.State == RecordState.TooLong)
            return Broken(ErrorCodes.RowTooLong, $"The row is longer than {RecordReader.MaxBytes} bytes.");

        if (records.State == RecordState.BrokenQuotes)
            return UnclosedQuote();

        if (record.Contains((byte)0))
            return Broken(ErrorCodes.RowHasNul, "The row holds NUL bytes.");

        if (!Utf8.IsValid(record))
            return Broken(ErrorCodes.RowInvalidUtf8, "The row is not UTF-8; save the file as CSV UTF-8.");

        return csv is null ? ReadJson(record) : ReadCsv(record);
    }

    private FileRow ReadCsv(ReadOnlySpan<byte> record)
    {
        fields!.Split(record);
        if (record.IndexOfAnyExcept([(byte)' ', (byte)'\t', (byte)'"', delimiter!.Value]) < 0)
            return new FileRow.Empty();

        if (fields.Count != map!.Count && !IsDelimiterApart(record))
        {
            return fields.Count < map.Count
                ? Broken(ErrorCodes.RowTooFewFields, $"The row has {fields.Count} fields, the header {map.Count}.")
                : Broken(
                    ErrorCodes.RowTooManyFields,
                    $"The row has {fields.Count} fields, the header {map.Count}; a separator inside of a field needs quotes around the field.");
        }

        // A field that holds a whole row was most likely opened by a quote that somebody forgot to close.
        if (records.IsMultiLine && HasSwallowedRow(record))
            return UnclosedQuote();

        // Where the text of a broken record ends, its fields follow; they alone are no row.
        if (records.Line <= brokenUntil && int.IsOddInteger(record.Count((byte)'"')))
        {
            brokenUntil = 0;
            return UnclosedQuote();
        }

        return csv!.Read(record, fields, out var zone) is { } @event ? Complete(@event, zone) : new FileRow.Empty();
    }

    // One delimiter more or fewer at the end, with nothing behind it. A last row without a line break may have been cut.
    private bool IsDelimiterApart(ReadOnlySpan<byte> record) =>
        fields!.Count == map!.Count + 1 ? fields.Text(record, map.Count) is null : fields.Count == map.Count - 1 && map.LastMayLack && records.IsEnded;

    private bool HasSwallowedRow(ReadOnlySpan<byte> record)
    {
        for (var place = 0; place < fields!.Count; place++)
        {
            if (fields.HasRowWithin(record, place, map!.Count - 1))
                return true;
        }

        return false;
    }

    private FileRow ReadJson(ReadOnlySpan<byte> record)
    {
        var reader = new JsonTokens(record, EventReader.MaxDepth);
        try
        {
            reader.Read();
            var @event = ConversionEventReader.Read(ref reader);
            while (reader.Read())
            {
            }

            @event.NotBought = WhyNotBought(record);
            return Complete(@event, null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Broken(ErrorCodes.MalformedJson, "The line is not one JSON object, or is nested too deeply.");
        }
    }

    // A row of an export, as in CSV; canonical events have no such fields.
    private string? WhyNotBought(ReadOnlySpan<byte> record)
    {
        if (record.IndexOf("status\""u8) < 0 && record.IndexOf("ed_at\""u8) < 0)
            return null;

        using var document = JsonDocument.Parse(record.ToArray());
        var row = document.RootElement;
        return Undone.Any(name => row.At(name).AsSignal() is { } told && OrderStatus.IsCancelled(told))
            ? IgnoreReasons.CancelledOrder
            : OrderStatus.Refusal(Told("status") ?? Told("order_status"), Told("payment_status") ?? Told("financial_status"), paid);

        string? Told(string name) => OrderStatus.Told(row.At(name).AsSignal());
    }

    private FileRow.Conversion Complete(ConversionEvent @event, string? zone)
    {
        defaults.Complete(@event, zone);
        return new FileRow.Conversion(@event);
    }

    private static FileRow.Broken UnclosedQuote() => Broken(
        ErrorCodes.RowQuoteUnclosed,
        "A quote is opened and not closed on its line, or something follows the closing one; a quote inside of a quoted field is written twice.");

    private static FileRow.Broken Broken(string code, string message) => new(new ValidationError(code, string.Empty, message));
}
