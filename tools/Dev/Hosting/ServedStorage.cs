using Dev.Checkout;

namespace Dev.Hosting;

/// <summary>
/// Where the storage of a running <c>./run serve</c> is, for the other commands of the checkout: its ports are new at every start.
/// </summary>
internal sealed class ServedStorage : IDisposable
{
    private readonly string _file;

    private ServedStorage(string file) => _file = file;

    /// <summary>The connection string of the emulator that runs, or null.</summary>
    public static string? Of(Repository repository)
    {
        var file = FileOf(repository);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    /// <summary>Tells the others, until it is disposed.</summary>
    public static ServedStorage Publish(Repository repository, StorageConnection storage)
    {
        Directory.CreateDirectory(repository.Memory);
        var file = FileOf(repository);
        File.WriteAllText(file, storage.ToString());
        return new ServedStorage(file);
    }

    public void Dispose() => File.Delete(_file);

    private static string FileOf(Repository repository) => Path.Combine(repository.Memory, "served-storage");
}
