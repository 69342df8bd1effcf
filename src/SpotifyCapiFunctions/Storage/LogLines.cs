using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace SpotifyCapiFunctions.Storage;

/// <summary>Lines of a log one by one, without holding more of it than one line and a buffer.</summary>
internal static class LogLines
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>The lines with their ends; the last one may lack it. Each is valid until the next one is asked for.</summary>
    /// <param name="content">The log.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(Stream content, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(content, new StreamPipeReaderOptions(bufferSize: BufferBytes, minimumReadSize: BufferBytes / 4));
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var rest = result.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                var next = rest.GetPosition(1, end);
                yield return Whole(rest.Slice(0, next));
                rest = rest.Slice(next);
            }

            if (result.IsCompleted)
            {
                if (!rest.IsEmpty)
                    yield return Whole(rest);

                await reader.CompleteAsync();
                yield break;
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }
    }

    private static ReadOnlyMemory<byte> Whole(in ReadOnlySequence<byte> line) => line.IsSingleSegment ? line.First : line.ToArray();
}
