using System.Globalization;
using Dev.Checkout;

namespace Dev.Hosting;

/// <summary>A folder for Azurite's data that nobody else uses at the same time.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream claim;
    private readonly bool keep;

    private DataFolder(string path, FileStream claim, bool keep)
    {
        Path = path;
        this.claim = claim;
        this.keep = keep;
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
        claim.Dispose();
        if (!keep)
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

/// <summary>
/// Where the storage of an app that <c>./run</c> or <c>./run serve</c> runs is, for the other commands of the checkout: its ports are new at
/// every start. There is a record for each port of an app, because two of them run at the same time and each has a storage of its own.
/// </summary>
internal sealed class ServedStorage : IDisposable
{
    private readonly string file;

    private ServedStorage(string file) => this.file = file;

    /// <summary>The connection string of the emulator whose app listens at a port of 127.0.0.1, or null.</summary>
    public static string? Of(Repository repository, int appPort)
    {
        var file = FileOf(repository, appPort);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    /// <summary>
    /// Tells the others, until it is disposed. With a storage of the user's own, null, there is nothing to tell: what a killed run left
    /// behind for this port is then deleted.
    /// </summary>
    public static ServedStorage Publish(Repository repository, int appPort, StorageConnection? storage)
    {
        var file = FileOf(repository, appPort);
        Directory.CreateDirectory(repository.Memory);
        if (storage is null)
            File.Delete(file);
        else
            File.WriteAllText(file, storage.ToString());
        return new ServedStorage(file);
    }

    public void Dispose() => File.Delete(file);

    private static string FileOf(Repository repository, int appPort) =>
        Path.Combine(repository.Memory, string.Create(CultureInfo.InvariantCulture, $"served-storage-{appPort}"));
}
