namespace Tools.Tests;

/// <summary>A folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dev-tests-");

    public string FullName => folder.FullName;

    public string Write(string relative, string text)
    {
        var path = Path.Combine(FullName, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? FullName);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => folder.Delete(recursive: true);
}
