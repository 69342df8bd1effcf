using Microsoft.Extensions.Configuration;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Tests.Infra.Agreement;

/// <summary>The settings that a deployment would give the app, with made-up names for what only Azure knows.</summary>
internal static class ExampleSettings
{
    private const string Id = "00000000-0000-0000-0000-000000000000";

    private static readonly Dictionary<string, string> OfAzure = new()
    {
        ["AzureWebJobsStorage__blobServiceUri"] = "https://example.blob.core.windows.net/",
        ["AzureWebJobsStorage__queueServiceUri"] = "https://example.queue.core.windows.net/",
        ["AzureWebJobsStorage__credential"] = "managedidentity",
        ["AzureWebJobsStorage__clientId"] = Id,
        ["AZURE_CLIENT_ID"] = Id,
        ["KeyVault__Uri"] = "https://example.vault.azure.net/",
        ["OfflinePushSchedule"] = "0 */5 * * * *",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = $"InstrumentationKey={Id}",
        ["DOTNET_GCgen0size"] = "0x1000000",
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = $"ClientId={Id};Authorization=AAD",
    };

    public static Dictionary<string, string?> Of(string parameterFile) => Templates.AppSettings(parameterFile)
        .Select(setting => (setting.Key, setting.Value))
        .Concat(Templates.PlatformSettings.Select(name => (Key: name, Value: OfAzure[name])))
        .ToDictionary(setting => setting.Key, setting => (string?)setting.Value);

    public static AppSettings Load(Dictionary<string, string?> settings) => AppSettings.Load(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Key.Replace("__", ":", StringComparison.Ordinal), one.Value)))
        .Build());
}
