using Azure.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Tests.Builders;

/// <summary>The storage as the app connects to it.</summary>
internal static class StorageParts
{
    /// <summary>Hears of what fails, and says nothing.</summary>
    public static StorageTrouble Trouble() => new(new ConversionTelemetry(), TimeProvider.System, NullLogger<StorageTrouble>.Instance);

    public static BlobContainers Containers(string connectionString) => Connect(connectionString).GetRequiredService<BlobContainers>();

    public static StorageQueues Queues(string connectionString) => Connect(connectionString).GetRequiredService<StorageQueues>();

    /// <summary>Clients as the app makes them.</summary>
    /// <param name="connectionString">Null: with an identity.</param>
    public static IServiceProvider Connect(string? connectionString, TokenCredential? identity = null)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<ConversionTelemetry>();
        if (identity is not null)
            services.AddSingleton(identity);
        return services.AddStorageClients(Configured.With(
            ("AzureWebJobsStorage", connectionString), ("AzureWebJobsStorage__accountName", connectionString is null ? "nobody" : null))).BuildServiceProvider();
    }
}
