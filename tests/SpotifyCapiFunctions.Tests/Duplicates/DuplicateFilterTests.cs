using Microsoft.Extensions.Logging.Abstractions;
using SpotifyCapi.Duplicates;
using SpotifyCapi.Events;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Duplicates;
using SpotifyCapiFunctions.Queueing;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Duplicates;

[Collection(AzuriteCollection.Name)]
public sealed class DuplicateFilterTests(AzuriteCollection.Storage storage)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task RememberedKey_IsADuplicateHereAndNowhereElseYet()
    {
        await using var log = new AppendLog(storage.NewContainer(), TimeProvider.System);
        var filter = new DuplicateFilter(new DuplicateOptions(), log, TimeProvider.System);
        Assert.False(filter.IsDuplicate(Key("a")));

        filter.Remember([Key("a")]);

        Assert.True(filter.IsDuplicate(Key("a")));
        Assert.False(filter.IsDuplicate(Key("b")));
    }

    [Fact]
    public async Task FilterThatIsOff_KnowsNothing()
    {
        await using var log = new AppendLog(storage.NewContainer(), TimeProvider.System);
        var filter = new DuplicateFilter(new DuplicateOptions { Window = TimeSpan.Zero }, log, TimeProvider.System);

        filter.Remember([Key("a")]);

        Assert.False(filter.IsOn);
        Assert.False(filter.IsDuplicate(Key("a")));
    }

    [Fact]
    public async Task StoreThatIsDown_StillKnowsWhatThisInstanceSaw()
    {
        await using var log = new AppendLog(NewContainers.Unreachable(), TimeProvider.System);
        var filter = new DuplicateFilter(new DuplicateOptions(), log, TimeProvider.System);

        filter.Remember([Key("a")]);

        Assert.True(filter.IsDuplicate(Key("a")));
    }

    [Fact]
    public async Task NextProcess_KnowsWhatTheOneBeforeItStored()
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

        await UntilAsync(() => filter.IsDuplicate(Key("x")) && filter.IsDuplicate(Key("y")) && filter.IsDuplicate(Key("z")));
        Assert.False(filter.IsDuplicate(Key("never")));
        await loading.StopAsync(CancellationToken.None);
    }

    /// <summary>An exception that left it would stop the whole app.</summary>
    [Fact]
    public async Task LoadingWithTheStoreDown_DoesNotStopTheApp()
    {
        await using var log = new AppendLog(NewContainers.Unreachable(), TimeProvider.System);
        var recorded = new RecordedWarnings();
        using var loading = Loading(new DuplicateFilter(new DuplicateOptions(), log, TimeProvider.System), storage.Containers(reachable: false), recorded);

        await loading.StartAsync(CancellationToken.None);
        await UntilAsync(() => recorded.Count > 0);

        Assert.False(loading.ExecuteTask!.IsCompleted);
        await loading.StopAsync(CancellationToken.None);
    }

    private static SeenKey Key(string id) => SeenKey.Conversion("main", StandardEvent.Purchase, id);

    private static DuplicateFilterLoading Loading(
        DuplicateFilter filter, BlobContainers containers, Microsoft.Extensions.Logging.ILogger<DuplicateFilterLoading>? logger = null) => new(
            filter, AppSettings.Load(Configured.With()), containers, TimeProvider.System, logger ?? NullLogger<DuplicateFilterLoading>.Instance);

    private static async Task UntilAsync(Func<bool> condition)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Limit, "It did not come true in time.");
            await Task.Delay(20);
        }
    }

    private sealed class RecordedWarnings : Microsoft.Extensions.Logging.ILogger<DuplicateFilterLoading>
    {
        private int count;

        public int Count => Volatile.Read(ref count);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel,
            Microsoft.Extensions.Logging.EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) => Interlocked.Increment(ref count);
    }
}
