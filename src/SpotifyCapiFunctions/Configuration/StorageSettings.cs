using Azure.Core;
using Azure.Identity;
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

    /// <summary>Address of the service <c>queue</c> or <c>blob</c>.</summary>
    public static Uri? ServiceUri(IConfiguration configuration, string service)
    {
        var text = configuration[$"{Name}:{service}ServiceUri"]
            ?? (configuration[$"{Name}:accountName"] is { Length: > 0 } account ? $"https://{account}.{service}.core.windows.net" : null);
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;
    }

    public static void Check(IConfiguration configuration, List<SettingProblem> problems)
    {
        var (queue, blob) = (ServiceUri(configuration, "queue"), ServiceUri(configuration, "blob"));
        if (SettingSections.IsUnresolved(configuration[Name]))
            problems.Add(new SettingProblem(Name, SettingSections.Unresolved));

        if (ConnectionString(configuration) is not null || (queue is not null && blob is not null))
            return;

        problems.Add(queue is null && blob is null
            ? new SettingProblem(Name, $"is missing (a connection string, or {Name}__accountName with an identity).")
            : new SettingProblem($"{Name}__{(queue is null ? "queue" : "blob")}ServiceUri", $"is missing; {Name}__accountName stands for both services."));
    }
}

/// <summary>Who the app is in Azure: the assigned identity where one is named, else whatever the machine offers (CLI, environment).</summary>
internal static class AzureCredential
{
    public static TokenCredential Create(IConfiguration configuration)
    {
        var clientId = configuration["AzureWebJobsStorage:clientId"] ?? configuration["AZURE_CLIENT_ID"];
        return new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
    }
}
