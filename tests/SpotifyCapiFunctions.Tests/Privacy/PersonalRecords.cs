using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using SpotifyCapi.Events;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;
using SpotifyCapiFunctions.Tests.Records;

namespace SpotifyCapiFunctions.Tests.Privacy;

/// <summary>What the storage holds about Jane and Joe: each month an event of each in the journal, in the ingest log and in the dead letters.</summary>
internal sealed class PersonalRecords(BlobContainers containers, int months)
{
    public const string Source = "shop";

    private static readonly string[] People = ["jane", "joe"];

    private BlobContainerClient Logs => containers.Get(StorageNames.DeliveryJournal);

    private BlobContainerClient DeadLetters => containers.Get(StorageNames.DeadLetters);

    /// <summary>All that is about Joe, as it was at the beginning.</summary>
    public IReadOnlyList<string> Others { get; private set; } = [];

    public static string Id(string person, int month) => $"order-{person}-{month}";

    /// <summary>The platform's id of Jane's order. Joe's order has it as its number, which is another thing.</summary>
    public static string PlatformId(int month) => $"82098291194615{month:D4}";

    /// <summary>The journal's log of a month.</summary>
    public static string LogOf(int month) => $"2026/{month:D2}/03/12-0123456789ab-0000";

    public async Task SeedAsync()
    {
        foreach (var container in (string[])[StorageNames.DeliveryJournal, StorageNames.DeadLetters, StorageNames.WebhookDeliveries])
            await EmptyAsync(containers.Get(container));

        for (var month = 1; month <= months; month++)
        {
            await AppendAsync(LogOf(month), string.Concat(People.Select(person => Entry(Id(person, month), person, month))));
            await AppendAsync(AppendLogNames.Ingest + LogOf(month), string.Concat(People.Select(person => Arrived(Id(person, month)))));
            foreach (var person in People)
            {
                var letter = Letters.Of(Id(person, month), seconds: month);
                var who = letter.Event.Identifiers with { Emails = [Digest(person)] };
                var facts = letter.Event.Facts with { PlatformOrderId = person == "jane" ? PlatformId(month) : null };
                await Letters.Store(DeadLetters).KeepAsync(letter with { Event = new HashedEvent(facts, who) }, CancellationToken.None);
            }
        }

        Others = [.. (await TextAsync()).Where(line => line.Contains("joe", StringComparison.Ordinal))];
    }

    /// <summary>An event of Jane's in both logs of the last month.</summary>
    public async Task AppendAsync(string id)
    {
        await AppendAsync($"{LogOf(months)}-late", Entry(id, "jane", months));
        await AppendArrivalAsync(id);
    }

    public Task AppendArrivalAsync(string id) => AppendAsync($"{AppendLogNames.Ingest}{LogOf(months)}-late", Arrived(id));

    /// <summary>An event of Joe's alone.</summary>
    public Task AppendOthersAsync(string name) => AppendAsync(name, Entry("order-joe-alone", "joe", 2));

    /// <summary>The replacement of a month's logs beside them, with all of their lines but the last.</summary>
    public async Task LeaveReplacementAsync()
    {
        foreach (var name in (string[])[LogOf(3), AppendLogNames.Ingest + LogOf(3)])
        {
            var lines = (await Logs.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToString().Split('\n');
            await Logs.WriteAsync($"{name}-erased", Encoding.UTF8.GetBytes(lines[0] + "\n"));
        }
    }

    /// <summary>Every line of the logs and every dead letter, sorted.</summary>
    public async Task<IReadOnlyList<string>> TextAsync() =>
    [
        .. (await Logs.ContentAsync()).Concat(await DeadLetters.ContentAsync())
            .Where(blob => !blob.Key.StartsWith(AppendLogNames.Index, StringComparison.Ordinal))
            .SelectMany(blob => Encoding.UTF8.GetString(blob.Value).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Order(StringComparer.Ordinal),
    ];

    private static Sha256Digest Digest(string person) => Sha256Digest.Of(person == "jane" ? "jane.doe@example.com" : "joe.bloggs@example.com");

    private static string Entry(string id, string person, int month)
    {
        var at = DateTimeOffset.UnixEpoch;
        var @event = new JournalEvent(id, "Purchase", "order", at, "unknown", false, [$"email {Digest(person)}"], null, null, person == "joe" ? PlatformId(month) : "1001", [])
        {
            PlatformOrderId = person == "jane" ? PlatformId(month) : null,
        };
        return JsonSerializer.Serialize(
            new JournalEntry(at, "main", "Direct", "", "", Source, 1, at, "delivered", null, 200, null, 1, false, [@event]), JournalJsonContext.Default.JournalEntry) + "\n";
    }

    private static string Arrived(string id) => JsonSerializer.Serialize(
        new IngestRecord { At = DateTimeOffset.UnixEpoch, Source = Source, Destination = "main", Status = IngestStatus.Accepted, EventId = id }, IngestJsonContext.Default.IngestRecord) + "\n";

    private static async Task EmptyAsync(BlobContainerClient container)
    {
        await container.CreateIfNotExistsAsync();
        await foreach (var blob in container.GetBlobsAsync())
            await container.DeleteBlobAsync(blob.Name);
    }

    public async Task AppendAsync(string name, string lines)
    {
        var blob = Logs.GetAppendBlobClient(name);
        await blob.CreateIfNotExistsAsync();
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(lines));
        await blob.AppendBlockAsync(content);
    }
}
