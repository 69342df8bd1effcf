namespace Tools.Tests;

/// <summary>A folder for one test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dev-tests-");

    public string FullName => _folder.FullName;

    public string Write(string relative, string text)
    {
        var path = Path.Combine(FullName, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? FullName);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
