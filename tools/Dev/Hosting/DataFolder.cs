using System.Globalization;

namespace Dev.Hosting;

/// <summary>A folder for Azurite's data that nobody else uses at the same time.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _claim;
    private readonly bool _keep;

    private DataFolder(string path, FileStream claim, bool keep)
    {
        Path = path;
        _claim = claim;
        _keep = keep;
    }

    public string Path { get; }

    /// <summary>A folder that stays, such as that of <c>./run serve</c>.</summary>
    /// <returns>Null when another process uses it.</returns>
    public static DataFolder? TryClaim(string path) => Claim(path, keep: true);

    /// <summary>A new folder below <paramref name="parent"/>, deleted afterwards. Those that a killed run left behind are deleted first.</summary>
    public static DataFolder CreateTemporary(string parent)
    {
        Directory.CreateDirectory(parent);
        foreach (var abandoned in Directory.EnumerateDirectories(parent))
            Claim(abandoned, keep: false)?.Dispose();
        var name = string.Create(CultureInfo.InvariantCulture, $"run-{Environment.ProcessId}");
        return Claim(System.IO.Path.Combine(parent, name), keep: false)
            ?? throw new InvalidOperationException($"{name} is used by another process although it carries our process id.");
    }

    public void Dispose()
    {
        _claim.Dispose();
        if (!_keep)
            Directory.Delete(Path, recursive: true);
    }

    private static DataFolder? Claim(string path, bool keep)
    {
        Directory.CreateDirectory(path);
        try
        {
            var claim = new FileStream(
                System.IO.Path.Combine(path, ".in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolder(path, claim, keep);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
