using Dev.Push;

namespace Tools.Tests.Dev.Push;

public sealed class ConversionFileTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 23, 13, 34, 56, 789, TimeSpan.FromHours(1));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("orders.csv", "text/csv")]
    [InlineData("orders.CSV", "text/csv")]
    [InlineData("orders.tsv", "text/csv")]
    [InlineData("orders", "text/csv")]
    [InlineData("orders.ndjson", "application/x-ndjson")]
    [InlineData("orders.JSONL", "application/x-ndjson")]
    public void Ending_decides_the_media_type(string name, string expected)
    {
        var (file, problem) = ConversionFile.Find(folder.Write(name, "email\n"));

        Assert.Null(problem);
        Assert.Equal((name, 6, expected), (file!.Name, file.Length, file.MediaType));
    }

    [Theory]
    [InlineData("orders.xlsx")]
    [InlineData("orders.zip")]
    [InlineData("orders.csv.gz")]
    public void Packed_file_is_not_pushed(string name) =>
        Assert.Contains("CSV", ConversionFile.Find(folder.Write(name, "PK")).Problem!.Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_to_push_is_said()
    {
        Assert.Contains("empty", ConversionFile.Find(folder.Write("empty.csv", "")).Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("folder", ConversionFile.Find(folder.FullName).Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("no file", ConversionFile.Find(Path.Combine(folder.FullName, "none.csv")).Problem!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("orders.csv", "orders-20260123T123456789Z.csv")]
    [InlineData("orders", "orders-20260123T123456789Z")]
    [InlineData("Bestellungen März (neu).csv", "Bestellungen-M-rz--neu--20260123T123456789Z.csv")]
    [InlineData("..csv", "-20260123T123456789Z.csv")]
    [InlineData("a/../b?c#d%2e.ndjson", "b-c-d-2e-20260123T123456789Z.ndjson")]
    public void Name_holds_the_moment_and_no_odd_character(string fileName, string expected) => Assert.Equal(expected, ConversionFile.NameInContainer(fileName, Now));

    [Fact]
    public void Long_name_is_cut() => Assert.InRange(ConversionFile.NameInContainer(new string('a', 400) + ".csv", Now).Length, 1, 130);
}

public sealed class ByteTextTests
{
    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(999, "999 bytes")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(999_949, "999.9 kB")]
    [InlineData(999_951, "1.0 MB")]
    [InlineData(104_857_600, "104.9 MB")]
    [InlineData(7_500_000_000_000_000, "7500.0 TB")]
    public void Bytes_are_shown_in_the_largest_unit(long bytes, string expected) => Assert.Equal(expected, ByteText.Of(bytes));
}

public sealed class FileContentTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Long_file_is_sent_in_small_pieces()
    {
        var file = Sparse(300_000_000);
        using var sink = new CountingSink();
        long last = 0;

        using var content = new FileContent(file, sent => last = sent);
        await content.CopyToAsync(sink);

        Assert.Equal((file.Length, file.Length), (sink.Written, last));
        Assert.InRange(sink.Largest, 1, 1 << 20);
    }

    [Fact]
    public async Task File_that_shrinks_meanwhile_is_not_sent_as_if_it_were_whole()
    {
        var file = Sparse(100_000);
        await File.WriteAllTextAsync(file.Path, "short");

        using var content = new FileContent(file, _ => { });

        await Assert.ThrowsAnyAsync<Exception>(() => content.CopyToAsync(Stream.Null));
    }

    private ConversionFile Sparse(long length)
    {
        var path = Path.Combine(folder.FullName, "long.csv");
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

public sealed class PushRequestTests
{
    private static readonly PushRequest Plain = new() { File = "orders.csv", Source = "pos", App = new Uri("http://127.0.0.1:7071") };

    [Theory]
    [InlineData(1, false, null, "Http")]
    [InlineData(103_809_024, false, null, "Http")]
    [InlineData(103_809_025, false, null, "Container")]
    [InlineData(1, true, null, "Container")]
    [InlineData(1, false, "Container", "Container")]
    [InlineData(1, true, "Http", "Http")]
    public void Way_follows_the_size_unless_the_person_says_otherwise(long length, bool containerNamed, string? via, string expected)
    {
        var request = Plain with { ContainerUrl = containerNamed ? "https://x.example/c?sig=1" : null, Via = via is null ? null : Enum.Parse<PushVia>(via) };

        Assert.Equal(Enum.Parse<PushVia>(expected), request.Choose(length));
    }
}
