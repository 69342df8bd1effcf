namespace SpotifyCapi.Tests.OfflineFile;

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
