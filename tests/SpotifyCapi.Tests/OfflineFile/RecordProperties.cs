using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SpotifyCapi.OfflineFile;

namespace SpotifyCapi.Tests.OfflineFile;

public sealed class RecordProperties
{
    private static readonly Config Settings = Properties.Settings(20261123UL, 7UL);

    private static readonly Gen<string> Field = Gen.ListOf(Gen.Frequency(
        (20, Gen.Elements("a", "b", "7", "é", "田", "@", "x y")),
        (4, Gen.Elements(",", "\"", "\n", "\r\n", "\r", ";", "\t", "'", "=")))).Resize(12).Select(parts => string.Concat(parts));

    private static readonly Gen<string[][]> Table =
        from columns in Gen.Choose(1, 6)
        from count in Gen.Choose(1, 20)
        from cells in Gen.ArrayOf(Field, columns * count)
        select cells.Chunk(columns).ToArray();

    private static readonly Gen<int[]> Pieces = Gen.ArrayOf(Gen.Choose(1, 40), 7);

    private static readonly Gen<byte[]> AnyBytes =
        Gen.ArrayOf(Gen.Frequency((3, Gen.Elements("\",\n\r ab"u8.ToArray())), (1, Gen.Choose(0, 255).Select(value => (byte)value))));

    [Fact]
    public void What_is_written_with_quotes_is_read_back_the_same() => Holds(from table in Table from pieces in Pieces select (table, pieces), sample =>
    {
        var text = string.Concat(sample.table.Select(row => string.Join(',', row.Select(Quote)) + "\n"));

        var read = Read(new TricklingStream(Encoding.UTF8.GetBytes(text), sample.pieces), fields: true);

        Assert.Equal(sample.table.Select(row => row.Select(Trimmed)), read.Select(record => record.Fields));
    });

    [Fact]
    public void However_the_bytes_arrive_the_records_are_the_same() => Holds(from bytes in AnyBytes from pieces in Pieces select (bytes, pieces), sample =>
    {
        var whole = Read(new MemoryStream(sample.bytes), fields: false);

        var pieces = Read(new TricklingStream(sample.bytes, sample.pieces), fields: false);

        Assert.Equal(whole.Select(record => record.Text), pieces.Select(record => record.Text));
    });

    [Fact]
    public void From_whatever_record_on_the_rest_is_the_same() => Holds(from bytes in AnyBytes from at in Gen.Choose(0, 1000) select (bytes, at), sample =>
    {
        var whole = Read(new MemoryStream(sample.bytes), fields: false);
        if (whole.Count == 0)
            return;
        var from = sample.at % whole.Count;
        var position = whole[from].Next;

        var rest = Read(new MemoryStream(sample.bytes[(int)position.Offset..]), fields: false, position);

        Assert.Equal(whole.Skip(from + 1).Select(record => record.Text), rest.Select(record => record.Text));
    });

    private static List<(string Text, string?[] Fields, FilePosition Next)> Read(Stream stream, bool fields, FilePosition? from = null)
    {
        var records = new RecordReader(stream, from ?? FilePosition.Start) { Delimiter = (byte)',' };
        var split = new CsvFields((byte)',');
        var read = new List<(string, string?[], FilePosition)>();
        while (Now(records.ReadAsync(default)))
        {
            split.Split(records.Record);
            read.Add((
                $"{records.Line} {records.State} {records.Next} {Convert.ToHexString(records.Record)}",
                fields ? Texts(split, records.Record) : [],
                records.Next));
        }

        return read;
    }

    private static string?[] Texts(CsvFields fields, ReadOnlySpan<byte> record)
    {
        var texts = new string?[fields.Count];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = fields.Text(record, i);

        return texts;
    }

    // The streams of these tests never wait.
    private static bool Now(ValueTask<bool> task)
    {
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }

    private static string Quote(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string? Trimmed(string field) => string.IsNullOrWhiteSpace(field) ? null : field.Trim();

    private static void Holds<T>(Gen<T> samples, Action<T> check) => Check.One(Settings, Prop.ForAll(samples.ToArbitrary(), sample =>
    {
        check(sample);
        return true;
    }));
}

/// <summary>Bytes that arrive in small pieces, as over a slow network.</summary>
internal sealed class TricklingStream(byte[] bytes, params int[] pieces) : Stream
{
    private int at;
    private int piece;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var length = Math.Min(Math.Min(count, pieces[piece++ % pieces.Length]), bytes.Length - at);
        bytes.AsSpan(at, length).CopyTo(buffer.AsSpan(offset));
        at += length;
        return length;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = Math.Min(Math.Min(buffer.Length, pieces[piece++ % pieces.Length]), bytes.Length - at);
        bytes.AsSpan(at, length).CopyTo(buffer.Span);
        at += length;
        return ValueTask.FromResult(length);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
