using System.Net;
using System.Net.Http.Headers;

namespace Dev.Push;

/// <summary>A part of the file as the body of a request, read as it is sent: the memory does not grow with the file.</summary>
/// <param name="file">The file.</param>
/// <param name="offset">First byte of the part.</param>
/// <param name="length">Bytes of the part.</param>
/// <param name="onSent">Told the bytes of this part that are sent, again and again.</param>
internal sealed class FileContent(ConversionFile file, long offset, long length, Action<long> onSent) : HttpContent
{
    private const int BufferBytes = 128 * 1024;

    private bool IsChunked { get; init; }

    /// <summary>The whole file without a Content-Length: the Functions host reads what has one into its memory before the app sees a byte.</summary>
    public static FileContent Whole(ConversionFile file, Action<long> onSent)
    {
        var content = new FileContent(file, 0, file.Length, onSent) { IsChunked = true };
        content.Headers.ContentType = new MediaTypeHeaderValue(file.MediaType);
        return content;
    }

    protected override bool TryComputeLength(out long contentLength)
    {
        contentLength = length;
        return !IsChunked;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var source = file.OpenRead();
        source.Position = offset;
        var buffer = new byte[BufferBytes];
        for (long sent = 0; sent < length;)
        {
            var wanted = (int)Math.Min(buffer.Length, length - sent);
            var read = await source.ReadAsync(buffer.AsMemory(0, wanted), cancellationToken);
            if (read == 0)
                throw new EndOfStreamException($"{file.Name} became shorter while it was sent.");
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            onSent(sent += read);
        }
    }
}
