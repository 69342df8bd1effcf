using Azure.Core;
using Azure.Security.KeyVault.Secrets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Delivery;
using SpotifyCapi.Records;
using SpotifyCapi.Settings;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Validation;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Observability;
using SpotifyCapiFunctions.Offline;
using SpotifyCapiFunctions.Privacy;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions;

/// <summary>Puts the whole app together: the one place that Program, tests and benchmarks share.</summary>
public static class Composition
{
    /// <summary>Name of the HTTP client that talks to Spotify.</summary>
    public const string SpotifyHttpClient = "spotify";

    /// <summary>Registers everything that the functions need.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">App settings.</param>
    /// <exception cref="InvalidSettingsException">Something is wrong with the settings; all problems are listed.</exception>
    public static IServiceCollection AddSpotifyCapi(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = AppSettings.Load(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TokenCredential>(_ => AzureCredential.Create(configuration));
        services.AddWorker(settings.Telemetry);
        services.AddSettings(configuration, settings);
        services.AddObservability();
        services.AddTelemetryExport(settings.Telemetry);
        services.AddSpotify();
        services.AddStorage(configuration);
        services.AddInspector();
        services.AddDelivery(settings);
        services.AddIngestion(settings);
        services.AddOfflineFiles();
        return services;
    }

    private static void AddWorker(this IServiceCollection services, TelemetrySettings telemetry)
    {
        // The host takes as much; below it every answer is the app's own.
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = UploadBody.MaxBytes);

        // The worker adds all of MVC, and with it a service that reads or makes the keys of cookies on the disk at each start. There are none here.
        foreach (var keys in services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToArray())
            services.Remove(keys);

        // The lines about each request hold its query, and so the function key.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning));
        services.TryAddSingleton<RunningInvocations>();

        // Where the worker exports its log itself, a line to standard error would be a second row, the host's.
        if (telemetry.InsightsConnection is null)
            services.AddSingleton<ILoggerProvider>(provider => new BackgroundLog(provider.GetRequiredService<RunningInvocations>(), Console.Error));
    }

    private static void AddSettings(this IServiceCollection services, IConfiguration configuration, AppSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(settings.Destinations);
        services.AddSingleton(settings.Sources);
        services.AddSingleton(settings.FileSources);
        services.AddSingleton(settings.Ingest);
        services.AddSingleton(settings.Duplicates);
        services.AddSingleton(settings.RetrySchedule);
        services.AddSingleton(settings.Alerts);
        services.AddSingleton(settings.OfflinePush);
        services.AddHostedService<UnusedSettings>();
        if (settings.KeyVaultUri is not { } vault)
        {
            services.AddSingleton<ISecretReader>(new ConfigurationSecrets(configuration));
            return;
        }

        services.AddAzureClients(clients => clients
            .AddClient<SecretClient, SecretClientOptions>((options, provider) =>
                new SecretClient(vault, provider.GetRequiredService<TokenCredential>(), options))
            .ConfigureOptions(KeyVaultSecrets.Configure));
        services.AddSingleton(settings.KeyVault);
        services.AddSingleton<ISecretReader, KeyVaultSecrets>();
        services.AddHostedService<SecretWarmUp>();
    }

    private static void AddStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddStorageClients(configuration);
        services.AddSingleton<StorageTrouble>();
        services.AddSingleton(provider => new ConversionQueue(
            provider.GetRequiredService<StorageQueues>(),
            provider.GetRequiredService<IngestOptions>(),
            provider.GetRequiredService<ConversionTelemetry>(),
            provider.GetRequiredService<StorageTrouble>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IEventQueue>(provider => provider.GetRequiredService<ConversionQueue>());
        services.AddSingleton<UnreadableMessages>();
        services.AddHostedService(provider => new StoragePreparation(
            [.. StorageNames.Queues.Select(provider.GetRequiredService<StorageQueues>().GetPatient)],
            [.. StorageNames.Containers.Select(provider.GetRequiredService<BlobContainers>().Get)],
            provider.GetRequiredService<StorageTrouble>()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DeadLetterStore>(
            provider, provider.GetRequiredService<BlobContainers>().Get(StorageNames.DeadLetters)));
        services.AddSingleton<IDeadLetterStore>(provider => provider.GetRequiredService<DeadLetterStore>());
        services.AddSingleton(provider => new DeadLetterList(provider.GetRequiredService<BlobContainers>().Get(StorageNames.DeadLetters)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DeadLetterReplay>(
            provider, provider.GetRequiredService<BlobContainers>().Get(StorageNames.DeadLetters)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ReplayJobs>(
            provider, provider.GetRequiredService<BlobContainers>().Get(StorageNames.DeadLetters)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ReplayRun>(
            provider, provider.GetRequiredService<BlobContainers>().Get(StorageNames.DeadLetters)));
        services.AddSingleton<IDeliveryJournal>(provider => ActivatorUtilities.CreateInstance<DeliveryJournal>(
            provider, provider.GetRequiredKeyedService<AppendLog>(StorageNames.DeliveryJournal)));
        services.AddSingleton<JournalReader>();
        services.AddSingleton<ErasureOrders>();
        services.AddSingleton<Erasure>();

        // A delivery waits for its journal line before its message is acknowledged, but no sender for the delivery: a moment makes one write of many.
        services.AddAppendLog(StorageNames.DeliveryJournal, gather: TimeSpan.FromMilliseconds(5));
    }

    private static void AddAppendLog(this IServiceCollection services, string container, TimeSpan gather = default) => services.AddKeyedSingleton(
        container,
        (provider, _) => new AppendLog(
            provider.GetRequiredService<BlobContainers>().Get(container), provider.GetRequiredService<TimeProvider>(), gather: gather,
            trouble: provider.GetRequiredService<StorageTrouble>()));

    private static void AddDelivery(this IServiceCollection services, AppSettings settings)
    {
        // Jitter needs no secrecy, only that instances differ.
        static double Random() => System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue) / (double)int.MaxValue;
        services.AddSingleton(provider => new DestinationPipelines(
            settings.Destinations.Values, settings.Breaker, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<PauseLog>().Write));
        services.AddSingleton(provider => new ImmediateRetries(settings.QuickTries, Random, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(_ => new RetrySchedule(Random, settings.RetrySchedule));
        services.AddSingleton<Deferral>();
        services.AddSingleton<EventSender>();
        services.AddSingleton<EnvelopeDelivery>();
    }

    private static void AddIngestion(this IServiceCollection services, AppSettings settings)
    {
        services.AddSingleton<EventValidator>();
        services.AddSingleton(provider => new IngestPolicy(provider.GetRequiredService<EventValidator>(), settings.HashBeforeQueue));
        services.AddSingleton<GroupCommit>();
        services.AddSingleton<EventIntake>();
        services.AddSingleton<BodyMemory>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<WebhookSignatures>(
            provider, new KeySets(provider.GetRequiredService<ISecretReader>(), KeySetHttp(provider), provider.GetRequiredService<TimeProvider>())));
        services.AddSingleton<WebhookIntake>();
        services.AddSingleton<WebhookPreview>();

        // No sender waits for seen keys to be stored, and other instances look for them every few seconds only: one write a second is plenty.
        services.AddAppendLog(StorageNames.WebhookDeliveries, gather: TimeSpan.FromSeconds(1));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DuplicateFilter>(
            provider, provider.GetRequiredKeyedService<AppendLog>(StorageNames.WebhookDeliveries)));
        services.AddHostedService<DuplicateFilterLoading>();
    }

    private static void AddOfflineFiles(this IServiceCollection services)
    {
        services.AddSingleton<PushWatch>();
        services.AddSingleton<FileRuns>();
        services.AddSingleton<FileIntake>();
        services.AddSingleton<FilePush>();
        services.AddSingleton<FileUpload>();
        services.AddSingleton<FileReports>();
    }

    private static void AddObservability(this IServiceCollection services)
    {
        services.AddSingleton<ConversionTelemetry>();
        services.AddSingleton<DeliveryGauges>();
        services.AddSingleton<PauseLog>();
        services.AddSingleton<HealthReport>();
        services.AddSingleton<InspectorPage>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<AlertReceiver>(provider, SpotifyHttp(provider)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<AlertWatch>(
            provider, provider.GetRequiredService<BlobContainers>().Get(StorageNames.WebhookDeliveries)));
    }

    private static void AddSpotify(this IServiceCollection services)
    {
        // The time limit is the destination's, a redirect would carry the token elsewhere, and DNS changes must be noticed.
        services.AddHttpClient(SpotifyHttpClient, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PartnerTokens>(provider, SpotifyHttp(provider)));
        services.AddSingleton<BearerTokens>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<AdsApiClient>(provider, SpotifyHttp(provider)));
        services.AddSingleton<DiagnosticsClient>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SpotifyClient>(provider, SpotifyHttp(provider)));
    }

    // Small answers of hosts that the settings name; a redirect could lead to another one.
    private static HttpClient KeySetHttp(IServiceProvider provider)
    {
        var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(SpotifyHttpClient);
        http.MaxResponseContentBufferSize = 256 * 1024;
        return http;
    }

    private static HttpClient SpotifyHttp(IServiceProvider provider) =>
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(SpotifyHttpClient);
}
