using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;

namespace Benchmarks.Week;

/// <summary>Counts what a blob client asks for and the bytes of the answers that it reads.</summary>
internal sealed class CountedReadings : HttpPipelinePolicy
{
    private long bytes;
    private int operations;

    public long Bytes => bytes;

    public int Operations => operations;

    public BlobClientOptions Options()
    {
        var options = new BlobClientOptions(BlobClientOptions.ServiceVersion.V2024_11_04);
        options.AddPolicy(this, HttpPipelinePosition.BeforeTransport);
        return options;
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        Interlocked.Increment(ref operations);
        if (message.Response.ContentStream is { } content)
            message.Response.ContentStream = new Counted(content, read => Interlocked.Add(ref bytes, read));
    }

    private sealed class Counted(Stream content, Action<int> count) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int length)
        {
            var read = content.Read(buffer, offset, length);
            count(read);
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await content.ReadAsync(buffer, cancellationToken);
            count(read);
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int length) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            content.Dispose();
            base.Dispose(disposing);
        }
    }
}
