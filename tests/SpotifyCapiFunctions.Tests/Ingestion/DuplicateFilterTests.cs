using System.Text;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Duplicates;
using SpotifyCapi.Events;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Ingestion;

[Collection(AzuriteCollection.Name)]
public sealed class DuplicateFilterTests(AzuriteCollection.Storage storage)
{
    [Fact]
    public async Task Remembered_key_is_a_duplicate_here_and_nowhere_else_yet()
    {
        await using var log = new AppendLog(storage.NewContainer(), TimeProvider.System);
        var filter = new DuplicateFilter(new DuplicateOptions(), log, TimeProvider.System);
        Assert.False(filter.IsDuplicate(Key("a")));

        filter.Remember([Key("a")]);

        Assert.True(filter.IsDuplicate(Key("a")));
        Assert.False(filter.IsDuplicate(Key("b")));
    }

    [Fact]
    public async Task Filter_that_is_off_knows_nothing()
    {
        await using var log = new AppendLog(storage.NewContainer(), TimeProvider.System);
        var filter = new DuplicateFilter(new DuplicateOptions { Window = TimeSpan.Zero }, log, TimeProvider.System);

        filter.Remember([Key("a")]);

        Assert.False(filter.IsOn);
        Assert.False(filter.IsDuplicate(Key("a")));
    }

    [Fact]
    public async Task Store_that_is_down_still_knows_what_this_instance_saw()
    {
        await using var log = new AppendLog(NewContainers.Unreachable(), TimeProvider.System);
        var filter = new DuplicateFilter(new DuplicateOptions(), log, TimeProvider.System);

        filter.Remember([Key("a")]);

        Assert.True(filter.IsDuplicate(Key("a")));
    }

    [Fact]
    public async Task Next_process_knows_what_the_one_before_it_stored()
    {
        var containers = storage.Containers();
        await using (var log = new AppendLog(containers.Get(StorageNames.WebhookDeliveries), TimeProvider.System))
        {
            var before = new DuplicateFilter(new DuplicateOptions(), log, TimeProvider.System);
            before.Remember([Key("x"), Key("y")]);
            before.Remember([Key("z")]);
        }

        await using var next = new AppendLog(containers.Get(StorageNames.WebhookDeliveries), TimeProvider.System);
        var filter = new DuplicateFilter(new DuplicateOptions(), next, TimeProvider.System);
        using var loading = Loading(filter, containers);
        await loading.StartAsync(CancellationToken.None);

        await Eventually.TrueAsync(() => filter.IsDuplicate(Key("x")) && filter.IsDuplicate(Key("y")) && filter.IsDuplicate(Key("z")), "x, y and z are known");
        Assert.False(filter.IsDuplicate(Key("never")));
        await loading.StopAsync(CancellationToken.None);
    }

    /// <summary>All keys of a file are in the blob of the hour in which it was begun, and a long one is read for hours.</summary>
    [Fact]
    public async Task Keys_that_are_added_to_a_file_of_hours_ago_become_known_to_others()
    {
        var time = new ShortWaits();
        var containers = storage.Containers();
        var container = containers.Get(StorageNames.WebhookDeliveries);
        await container.CreateIfNotExistsAsync();
        var blob = container.GetBlockBlobClient($"{AppendLogNames.Hour(time.GetUtcNow().AddHours(-5))}-file-1");
        await StoreAsync(blob, "first");
        await using var log = new AppendLog(container, time);
        var filter = new DuplicateFilter(new DuplicateOptions(), log, time);
        using var loading = Loading(filter, containers, time: time);
        await loading.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => filter.IsDuplicate(Key("first")), "the first is known");

        await StoreAsync(blob, "first", "second");

        await Eventually.TrueAsync(() => filter.IsDuplicate(Key("second")), "the second is known");
        await loading.StopAsync(CancellationToken.None);
    }

    /// <summary>An exception that left it would stop the whole app.</summary>
    [Fact]
    public async Task Loading_with_the_store_down_does_not_stop_the_app()
    {
        await using var log = new AppendLog(NewContainers.Unreachable(), TimeProvider.System);
        var recorded = new FakeLogger<DuplicateFilterLoading>();
        using var loading = Loading(new DuplicateFilter(new DuplicateOptions(), log, TimeProvider.System), storage.Containers(reachable: false), recorded);

        await loading.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => recorded.Collector.Count > 0, "the failure is logged");

        Assert.False(loading.ExecuteTask!.IsCompleted);
        await loading.StopAsync(CancellationToken.None);
    }

    private static SeenKey Key(string id) => SeenKey.Conversion("main", StandardEvent.Purchase, id);

    private static DuplicateFilterLoading Loading(
        DuplicateFilter filter,
        BlobContainers containers,
        Microsoft.Extensions.Logging.ILogger<DuplicateFilterLoading>? logger = null,
        TimeProvider? time = null) => new(
            filter,
            new DuplicateOptions(),
            containers,
            time ?? TimeProvider.System,
            logger ?? NullLogger<DuplicateFilterLoading>.Instance);

    // As the ledger of a file does: a block for each checkpoint.
    private static async Task StoreAsync(BlockBlobClient blob, params string[] ids)
    {
        foreach (var id in ids)
        {
            var bytes = new byte[SeenKey.Size];
            Key(id).Write(bytes);
            await blob.StageBlockAsync(BlockName(id), new MemoryStream(bytes));
        }

        await blob.CommitBlockListAsync(ids.Select(BlockName));
    }

    private static string BlockName(string id) => Convert.ToBase64String(Encoding.UTF8.GetBytes(id.PadRight(8)));

    /// <summary>The clock of the system, of which nobody waits for longer than 50 ms.</summary>
    private sealed class ShortWaits : TimeProvider
    {
        private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

        private static TimeSpan Shorten(TimeSpan wait) => wait > Longest ? Longest : wait;
    }
}
