using Microsoft.Extensions.Configuration;
using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>Reads <c>AzureWebJobsStorage</c>: a connection string locally, addresses and an identity in Azure.</summary>
internal static class StorageSettings
{
    /// <summary>Name of the setting, which the host shares.</summary>
    public const string Name = "AzureWebJobsStorage";

    public static string? ConnectionString(IConfiguration configuration) =>
        string.IsNullOrWhiteSpace(configuration[Name]) ? null : configuration[Name];

    /// <summary>Address of a service of the account.</summary>
    /// <param name="configuration">App settings.</param>
    /// <param name="service"><c>queue</c> or <c>blob</c>.</param>
    public static Uri? ServiceUri(IConfiguration configuration, string service)
    {
        var text = configuration[$"{Name}:{service}ServiceUri"]
            ?? (configuration[$"{Name}:accountName"] is { Length: > 0 } account ? $"https://{account}.{service}.core.windows.net" : null);
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;
    }

    public static void Check(IConfiguration configuration, List<SettingProblem> problems)
    {
        if (ConnectionString(configuration) is null && ServiceUri(configuration, "queue") is null)
        {
            problems.Add(new SettingProblem(Name, $"is missing (a connection string, or {Name}__accountName with an identity)."));
        }
    }
}
