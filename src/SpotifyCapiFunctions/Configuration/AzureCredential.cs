using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>Who the app is in Azure: the assigned identity where one is named, else whatever the machine offers (CLI, environment).</summary>
internal static class AzureCredential
{
    public static TokenCredential Create(IConfiguration configuration)
    {
        var clientId = configuration["AzureWebJobsStorage:clientId"] ?? configuration["AZURE_CLIENT_ID"];
        return new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
    }
}
