using Azure.Core;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>The part of the composition that the inspector needs.</summary>
internal static class InspectorServices
{
    public static void AddInspector(this IServiceCollection services, IConfiguration configuration, AppSettings settings)
    {
        services.AddLog(AppendLogNames.Ingest);
        services.AddLog(AppendLogNames.Tally);
        services.AddSingleton(provider => new IngestLog(
            provider.GetRequiredKeyedService<AppendLog>(AppendLogNames.Ingest),
            provider.GetRequiredKeyedService<AppendLog>(AppendLogNames.Tally),
            settings.Ingest,
            provider.GetRequiredService<ConversionTelemetry>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<IngestLog>>()));
        services.AddHostedService(provider => provider.GetRequiredService<IngestLog>());
        services.AddSingleton(provider => new TallyReader(Reader(provider, AppendLogNames.Tally), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ArrivalReader(Reader(provider, AppendLogNames.Ingest), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new QueueDepth(
            Queue(provider, configuration, StorageNames.Conversions),
            Queue(provider, configuration, StorageNames.ConversionsPoison),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SummaryReport>();
        services.AddSingleton<RequestList>();
        services.AddSingleton<EventList>();
        services.AddSingleton<DeliveryHistory>();
        services.AddSingleton<DiagnosticsReport>();
    }

    private static AppendLogReader Reader(IServiceProvider provider, string prefix) =>
        new(provider.GetRequiredService<BlobContainers>().Get(StorageNames.DeliveryJournal), prefix);

    private static QueueClient Queue(IServiceProvider provider, IConfiguration configuration, string name) =>
        QueueClients.Connect(configuration, name, provider.GetRequiredService<TokenCredential>, TimeSpan.FromSeconds(1.5));

    private static void AddLog(this IServiceCollection services, string prefix) => services.AddKeyedSingleton(
        prefix,
        (provider, _) => new AppendLog(
            provider.GetRequiredService<BlobContainers>().Get(StorageNames.DeliveryJournal), provider.GetRequiredService<TimeProvider>(), prefix));
}
