using System.Security.Cryptography;
using Dev.Push;

namespace Dev.Tests.Push;

public sealed class FileContentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task LongFile_IsSentInSmallPieces()
    {
        var file = Sparse(300_000_000);
        using var sink = new CountingSink();
        long last = 0;

        using var content = FileContent.Whole(file, sent => last = sent);
        await content.CopyToAsync(sink);

        Assert.Equal((file.Length, file.Length), (sink.Written, last));
        Assert.InRange(sink.Largest, 1, 1 << 20);
    }

    [Fact]
    public async Task PartOfAFile_IsExactlyThatPart()
    {
        var bytes = RandomNumberGenerator.GetBytes(1_000_000);
        var path = Path.Combine(_folder.FullName, "random.csv");
        await File.WriteAllBytesAsync(path, bytes);
        var (file, _) = ConversionFile.Find(path);

        using var content = new FileContent(file!, 123_456, 654_321, _ => { });

        Assert.Equal(654_321, content.Headers.ContentLength);
        Assert.Equal(bytes[123_456..777_777], await content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task FileThatShrinksMeanwhile_IsNotSentAsIfItWereWhole()
    {
        var file = Sparse(100_000);
        await File.WriteAllTextAsync(file.Path, "short");

        using var content = FileContent.Whole(file, _ => { });

        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(Stream.Null));
    }

    private ConversionFile Sparse(long length)
    {
        var path = Path.Combine(_folder.FullName, "long.csv");
        using (var stream = File.Create(path))
            stream.SetLength(length);
        return ConversionFile.Find(path).File!;
    }

    private sealed class CountingSink : MemoryStream
    {
        public long Written { get; private set; }

        public int Largest { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Written += buffer.Length;
            Largest = Math.Max(Largest, buffer.Length);
            return ValueTask.CompletedTask;
        }
    }
}
