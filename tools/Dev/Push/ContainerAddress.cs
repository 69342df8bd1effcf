using System.Text.Json;
using Dev.Checkout;
using Dev.Hosting;

namespace Dev.Push;

/// <summary>Finds the container that the app watches, and a right to write into it.</summary>
/// <param name="environment">Reads an environment variable.</param>
/// <param name="localSettings">The text of local.settings.json; null when there is none.</param>
/// <param name="served">The storage of the app of this checkout that the file goes to; null when that app is none of <c>./run</c> or <c>./run serve</c>.</param>
/// <param name="time">A signature made here is good for a day.</param>
internal sealed class ContainerAddress(Func<string, string?> environment, string? localSettings, string? served, TimeProvider time)
{
    private const string Container = "offline-conversions";
    private static readonly TimeSpan Validity = TimeSpan.FromDays(1);

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
        var connection = ConnectionString.Parse(text);
        if (connection.IsUseDevelopmentStorage)
            connection = ConnectionString.Parse(served ?? StorageConnection.UsualPorts.ToString());
        return connection.BlobEndpoint is { } endpoint && Uri.TryCreate($"{endpoint}/{Container}", UriKind.Absolute, out var address)
            ? Sign(address, connection, appIsHere)
            : (null, new Problem($"{AppEnvironment.Storage} is not a connection string. {Advice}"));
    }

    private static string Advice =>
        $"Pass --container-url (or set {PushEnvironment.ContainerUrl}) with the address of the container {Container} and a shared access "
        + $"signature that may create and write, or set {AppEnvironment.Storage} to the app's connection string.";

    private static (Uri? Container, Problem? Problem) Given(string given) =>
        Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" && address.Query.Contains("sig=", StringComparison.Ordinal)
            ? (address, null)
            : (null, new Problem("The container's address must be a URL with a shared access signature (…/offline-conversions?sv=…&sig=…)."));

    private (Uri? Container, Problem? Problem) Sign(Uri address, ConnectionString connection, bool appIsHere)
    {
        if (address.IsLoopback && !appIsHere)
            return (null, new Problem($"The app is elsewhere, but the storage settings of this checkout are the emulator's. {Advice}"));
        return connection switch
        {
            { Signature: { } signature } => (new UriBuilder(address) { Query = signature }.Uri, null),
            { Account: { } account, Key: { } key } => (new UriBuilder(address) { Query = ContainerSignature.Create(account, key, Container, time.GetUtcNow() + Validity) }.Uri, null),
            _ => (null, new Problem($"The connection string has neither a key nor a signature. {Advice}")),
        };
    }

    private string? Configured()
    {
        try
        {
            using var document = JsonDocument.Parse(localSettings ?? "{}", new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return document.RootElement.TryGetProperty("Values", out var values) && values.ValueKind == JsonValueKind.Object
                ? PushReport.Text(values, AppEnvironment.Storage)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
