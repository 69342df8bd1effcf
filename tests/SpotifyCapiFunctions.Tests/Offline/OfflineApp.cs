using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Validation;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Functions;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Offline;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Offline;

/// <summary>One process of the app, as far as files go, on a real blob service: making another one is a restart.</summary>
internal sealed class OfflineApp : IAsyncDisposable
{
    public const string Header = "order_id,email,event_time,value,currency\n";

    private readonly AppendLog log;
    private readonly BlobContainerClient container;

    private OfflineApp(AzuriteCollection.Storage storage, string source, RecordedEnvelopes queue, BlobContainers containers, (string, string?)[] changes)
    {
        Source = source;
        Queue = queue;
        var settings = Configured.Load(
        [
            ("AzureWebJobsStorage", storage.ConnectionString),
            ($"Sources__{source}__Kind", "OfflineFile"),
            ("OfflinePush__CheckpointRows", "100"),
            ("OfflinePush__Patience", "00:00:01"),
            ("OfflinePush__UploadPatience", "00:00:01"),
            .. changes,
        ]);
        Settings = settings;
        container = containers.Get(StorageNames.OfflineConversions);
        log = new AppendLog(containers.Get(StorageNames.WebhookDeliveries), Time);
        Duplicates = new DuplicateFilter(settings.Duplicates, log, Time);
        Intake = new FileIntake(settings.Destinations, settings.OfflinePush, new IngestPolicy(new EventValidator(Time), settings.HashBeforeQueue), queue, Duplicates, new ConversionTelemetry(), Intakes.Unwritten(), Time);
        Waiting = storage.NewQueue();
        Push = new FilePush(
            settings.FileSources, settings.Sources, settings.OfflinePush, containers, new PushWatch(settings.OfflinePush, containers, Time), new FileRuns(containers, Time), Intake, Duplicates, AzuriteCollection.Storage.Queue(Waiting), Time, PushLog);
        Upload = new FileUpload(settings.OfflinePush, containers, Intake, Duplicates, Time, NullLogger<FileUpload>.Instance);
        Reports = new FileReports(containers);
        Loading = new DuplicateFilterLoading(Duplicates, settings.Duplicates, containers, Time, NullLogger<DuplicateFilterLoading>.Instance);
    }

    public static TimeProvider Time => TimeProvider.System;

    public string Source { get; }

    public AppSettings Settings { get; }

    public RecordedEnvelopes Queue { get; }

    public DuplicateFilter Duplicates { get; }

    /// <summary>The queue whose depth the push looks at.</summary>
    public QueueClient Waiting { get; }

    public FileIntake Intake { get; }

    public FilePush Push { get; }

    public FileUpload Upload { get; }

    public FileReports Reports { get; }

    public OfflineFunctions Functions => new(Settings.FileSources, Settings.Sources, Push, Upload, Reports, new FakeLogger<OfflineFunctions>());

    public FakeLogger<FilePush> PushLog { get; } = new();

    private DuplicateFilterLoading Loading { get; }

    public static string NewSource => $"store{Guid.NewGuid():N}";

    /// <summary>Starts a process; it knows what those before it have stored.</summary>
    public static Task<OfflineApp> StartAsync(
        AzuriteCollection.Storage storage, string? source = null, RecordedEnvelopes? queue = null, params (string, string?)[] changes) =>
        StartAsync(storage, storage.Containers(), source, queue, changes);

    /// <summary>Starts a process that reaches its blobs in a way of its own.</summary>
    public static async Task<OfflineApp> StartAsync(
        AzuriteCollection.Storage storage, BlobContainers containers, string? source = null, RecordedEnvelopes? queue = null, params (string, string?)[] changes)
    {
        var app = new OfflineApp(storage, source ?? NewSource, queue ?? new RecordedEnvelopes(), containers, changes);
        await app.container.CreateIfNotExistsAsync();
        await app.Loading.StartAsync(CancellationToken.None);
        await app.Duplicates.WaitUntilLoadedAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        return app;
    }

    /// <summary>Rows that no other test has; all tests share what was seen before.</summary>
    public static string Rows(string source, int from, int count) => string.Concat(Enumerable.Range(from, count).Select(number => Row(source, number)));

    public static string Row(string source, int number) =>
        $"{source}-{number},person{number}@example.com,{Time.GetUtcNow().UtcDateTime.Date.AddDays(-1):yyyy-MM-dd}T10:00:00Z,10.50,EUR\n";

    public string Rows(int from, int count) => Rows(Source, from, count);

    public string Row(int number) => Row(Source, number);

    public Task PutAsync(string file, string content, string? source = null) =>
        container.GetBlobClient($"incoming/{source ?? Source}/{file}").UploadAsync(BinaryData.FromString(content), overwrite: true);

    public BlobLeaseClient Lease(string file) => container.GetBlobClient($"incoming/{Source}/{file}").GetBlobLeaseClient();

    public async Task<JsonElement> ReportAsync(string file, string? source = null) => JsonDocument.Parse(
        (await container.GetBlobClient($"reports/{source ?? Source}/{file}.json").DownloadContentAsync()).Value.Content).RootElement;

    /// <summary>Every blob of a source, by its whole name.</summary>
    public async Task<IReadOnlyList<string>> BlobsAsync(string? source = null)
    {
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync())
        {
            if (blob.Name.Contains($"/{source ?? Source}/", StringComparison.Ordinal))
                names.Add(blob.Name);
        }

        return names;
    }

    public async ValueTask DisposeAsync()
    {
        await Loading.StopAsync(CancellationToken.None);
        Loading.Dispose();
        await log.DisposeAsync();
    }
}

/// <summary>The counts of a stored report, in the order rows, accepted, duplicates, ignored, rejected.</summary>
internal static class ReportCounts
{
    public static void AssertCounts(JsonElement report, long[] expected) => Assert.Equal(expected, Counts(report));

    public static long[] Counts(JsonElement report) =>
        [.. ((string[])["rows", "accepted", "duplicates", "ignored", "rejected"]).Select(name => report.GetProperty(name).GetInt64())];
}
