using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using Dev.Checkout;
using Dev.Hosting;

namespace Dev.Push;

/// <summary>Finds the container that the app watches, and a right to write into it.</summary>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="localSettings">The text of local.settings.json; null when there is none.</param>
/// <param name="served">The storage of the app of this checkout that the file goes to; null when that app is none of <c>./run</c> or
/// <c>./run serve</c>.</param>
/// <param name="time">A signature made here is good for a day.</param>
internal sealed class ContainerAddress(Func<string, string?> environment, string? localSettings, string? served, TimeProvider time)
{
    private const string Container = "offline-conversions";

    /// <summary>As the environment and the checkout say it for the app that the file goes to.</summary>
    public static ContainerAddress Of(Repository repository, Uri app, TimeProvider time)
    {
        var settings = LocalSettings.PathIn(repository);
        var served = app.IsLoopback ? ServedStorage.Of(repository, app.Port) : null;
        return new ContainerAddress(Environment.GetEnvironmentVariable, File.Exists(settings) ? File.ReadAllText(settings) : null, served, time);
    }

    /// <param name="given">What the user passed; wins over everything.</param>
    /// <param name="appIsHere">Whether the app runs on this machine; the emulator serves no other.</param>
    public (Uri? Container, Problem? Problem) Find(string? given, bool appIsHere)
    {
        if (!string.IsNullOrEmpty(given))
            return Given(given);
        var text = environment(AppEnvironment.Storage) is { Length: > 0 } own ? own : Configured();
        if (string.IsNullOrEmpty(text))
            return (null, new Problem($"No storage is known. {Advice}"));
        if (text.Contains("UseDevelopmentStorage=true", StringComparison.OrdinalIgnoreCase))
            text = served ?? StorageConnection.UsualPorts.ToString();
        try
        {
            return Sign(new BlobContainerClient(text, Container), appIsHere);
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException)
        {
            return (null, new Problem($"{AppEnvironment.Storage} is not a connection string. {Advice}"));
        }
    }

    private static string Advice =>
        $"Pass --container-url (or set {PushEnvironment.ContainerUrl}) with the address of the container {Container} and a shared access "
        + $"signature that may create and write, or set {AppEnvironment.Storage} to the app's connection string.";

    private static (Uri? Container, Problem? Problem) Given(string given) =>
        Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && IsSigned(address)
            ? (address, null)
            : (null, new Problem("The container's address must be a URL with a shared access signature (…/offline-conversions?sv=…&sig=…)."));

    private static bool IsSigned(Uri address) => address.Query.Contains("sig=", StringComparison.Ordinal);

    private (Uri? Container, Problem? Problem) Sign(BlobContainerClient container, bool appIsHere)
    {
        if (container.Uri.IsLoopback && !appIsHere)
            return (null, new Problem($"The app is elsewhere, but the storage settings of this checkout are the emulator's. {Advice}"));
        if (container.CanGenerateSasUri)
            return (container.GenerateSasUri(BlobContainerSasPermissions.Create | BlobContainerSasPermissions.Write, time.GetUtcNow().AddDays(1)), null);
        return IsSigned(container.Uri) ? (container.Uri, null) : (null, new Problem($"The connection string has neither a key nor a signature. {Advice}"));
    }

    private string? Configured() =>
        Json.Parse(Encoding.UTF8.GetBytes(localSettings ?? ""), LocalSettings.Lenient).Find("Values", JsonValueKind.Object)?.Text(AppEnvironment.Storage);
}
