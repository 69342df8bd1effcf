using EndToEnd.Tests.OfflineFiles;

namespace EndToEnd.Tests.Offline;

/// <summary>A file on the disk, with what must become of its rows.</summary>
public sealed class LongFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sales-");

    private LongFile()
    {
    }

    public string Path => System.IO.Path.Combine(folder.FullName, "sales.csv");

    public long Bytes => new FileInfo(Path).Length;

    public SalesTotals Expected { get; private set; } = new();

    /// <summary>5,000 rows, or a million in the long form.</summary>
    public static async Task<LongFile> CreateAsync(int seed)
    {
        var file = new LongFile();
        await using var stream = new BufferedStream(File.Create(file.Path), 1 << 20);
        file.Expected = await new SalesFile(TestForm.Of(5_000, 1_000_000), seed, OfflineSize.Yesterday).WriteAsync(stream);
        return file;
    }

    public FileStream OpenRead() => File.OpenRead(Path);

    public void Dispose() => folder.Delete(recursive: true);
}
