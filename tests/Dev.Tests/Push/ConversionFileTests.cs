using Dev.Push;

namespace Dev.Tests.Push;

public sealed class ConversionFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("orders.csv", "text/csv")]
    [InlineData("orders.CSV", "text/csv")]
    [InlineData("orders.tsv", "text/csv")]
    [InlineData("orders", "text/csv")]
    [InlineData("orders.ndjson", "application/x-ndjson")]
    [InlineData("orders.JSONL", "application/x-ndjson")]
    public void Ending_DecidesTheMediaType(string name, string expected)
    {
        var (file, problem) = ConversionFile.Find(_folder.Write(name, "email\n"));

        Assert.Null(problem);
        Assert.Equal((name, 6, expected), (file!.Name, file.Length, file.MediaType));
    }

    [Theory]
    [InlineData("orders.xlsx")]
    [InlineData("orders.zip")]
    [InlineData("orders.csv.gz")]
    public void PackedFile_IsNotPushed(string name) =>
        Assert.Contains("CSV", ConversionFile.Find(_folder.Write(name, "PK")).Problem!.Message, StringComparison.Ordinal);

    [Fact]
    public void NothingToPush_IsSaid()
    {
        Assert.Contains("empty", ConversionFile.Find(_folder.Write("empty.csv", "")).Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("folder", ConversionFile.Find(_folder.FullName).Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("no file", ConversionFile.Find(Path.Combine(_folder.FullName, "none.csv")).Problem!.Message, StringComparison.Ordinal);
    }
}
