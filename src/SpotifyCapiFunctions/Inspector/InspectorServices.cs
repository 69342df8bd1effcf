using Azure.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>The part of the composition that the inspector needs.</summary>
internal static class InspectorServices
{
    public static void AddInspector(this IServiceCollection services)
    {
        services.AddLog(AppendLogNames.Ingest);
        services.AddLog(AppendLogNames.Tally);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<IngestLog>(
            provider,
            provider.GetRequiredKeyedService<AppendLog>(AppendLogNames.Ingest),
            provider.GetRequiredKeyedService<AppendLog>(AppendLogNames.Tally)));
        services.AddHostedService(provider => provider.GetRequiredService<IngestLog>());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TallyReader>(provider, Reader(provider, AppendLogNames.Tally)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ArrivalReader>(provider, Reader(provider, AppendLogNames.Ingest)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<QueueDepth>(
            provider,
            provider.GetRequiredService<StorageQueues>().Get(StorageNames.Conversions),
            provider.GetRequiredService<StorageQueues>().Get(StorageNames.ConversionsPoison)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TallySums>(provider, Container(provider)));
        services.AddSingleton(provider => new LogIndex(Container(provider)));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<LogIndexing>(provider, Container(provider)));
        services.AddSingleton<SummaryReport>();
        services.AddSingleton<RequestList>();
        services.AddSingleton<EventList>();
        services.AddSingleton<DeliveryHistory>();
        services.AddSingleton<DiagnosticsReport>();
        services.AddSingleton<SetupReport>();
    }

    private static AppendLogReader Reader(IServiceProvider provider, string prefix) =>
        new(Container(provider), prefix);

    private static BlobContainerClient Container(IServiceProvider provider) => provider.GetRequiredService<BlobContainers>().Get(StorageNames.DeliveryJournal);

    private static void AddLog(this IServiceCollection services, string prefix) => services.AddKeyedSingleton(
        prefix,
        (provider, _) => new AppendLog(
            Container(provider), provider.GetRequiredService<TimeProvider>(), prefix, trouble: provider.GetRequiredService<StorageTrouble>()));
}
