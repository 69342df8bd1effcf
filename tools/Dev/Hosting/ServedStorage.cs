using System.Globalization;
using Dev.Checkout;

namespace Dev.Hosting;

/// <summary>
/// Where the storage of an app that <c>./run</c> or <c>./run serve</c> runs is, for the other commands of the checkout: its ports are new at
/// every start. There is a record for each port of an app, because two of them run at the same time and each has a storage of its own.
/// </summary>
internal sealed class ServedStorage : IDisposable
{
    private readonly string _file;

    private ServedStorage(string file) => _file = file;

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

    public void Dispose() => File.Delete(_file);

    private static string FileOf(Repository repository, int appPort) =>
        Path.Combine(repository.Memory, string.Create(CultureInfo.InvariantCulture, $"served-storage-{appPort}"));
}
