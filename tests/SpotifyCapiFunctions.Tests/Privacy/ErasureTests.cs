using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Testing;
using SpotifyCapi.Identifiers;
using SpotifyCapiFunctions.Functions;
using SpotifyCapiFunctions.Privacy;
using SpotifyCapiFunctions.Records;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Privacy;

/// <summary>Months of logs and dead letters, of which a run has time for a few blobs only.</summary>
public sealed class ErasureTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>, IAsyncLifetime
{
    private const int Months = 6;

    private static readonly string Email = Sha256Digest.Of("jane.doe@example.com").ToHex();

    // Three looks at the clock for each blob, and two minutes for each run.
    private readonly PassingTime time = new() { Step = TimeSpan.FromSeconds(15) };
    private readonly PersonalRecords records = new(storage.Containers(), Months);
    private int runs;

    public Task InitializeAsync() => records.SeedAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Erasure_of_many_runs_goes_on_where_the_last_one_ended()
    {
        await OrderAsync();
        var places = new List<ErasureProgress>();

        while (await FirstAsync() is { } order)
        {
            await RunAsync();
            if ((await FirstAsync())?.Progress is { } progress)
            {
                Assert.True(order.Progress is null || IsFurther(progress, order.Progress), "A run has begun before the place where the last one ended.");
                places.Add(progress);
            }
        }

        Assert.InRange(places.Count, 8, 40);
        Assert.Equal(records.Others, await records.TextAsync());
    }

    [Fact]
    public async Task Run_that_fails_is_gone_on_with_at_its_place()
    {
        time.Step = TimeSpan.FromMilliseconds(1);
        await OrderAsync();
        await records.AppendAsync(PersonalRecords.LogOf(4), "{");

        await Assert.ThrowsAsync<AggregateException>(() => RunAsync());

        var progress = (await FirstAsync())!.Progress!;
        Assert.Equal((ErasureStep.SearchJournal, PersonalRecords.LogOf(3), 6), (progress.Step, progress.After, progress.Found.Count));
    }

    [Fact]
    public async Task Part_that_is_run_twice_changes_nothing()
    {
        await OrderAsync();
        while (await FirstAsync() is not null)
        {
            // What is written down of a run gets lost with the process, what it has done does not.
            var before = await OrderBytesAsync();
            await RunAsync();
            foreach (var (name, bytes) in before)
                await OrderContainer.WriteAsync(name, bytes);
            await RunAsync();
        }

        Assert.Equal(records.Others, await records.TextAsync());
    }

    [Fact]
    public async Task Run_that_was_killed_between_replacement_and_original_leaves_no_line_twice()
    {
        // Of another person's order: it has written the replacement of a log, and has not deleted the log.
        await records.LeaveReplacementAsync();
        await OrderAsync();

        await ToEndAsync();

        Assert.Equal(records.Others, await records.TextAsync());
    }

    [Fact]
    public async Task What_is_written_down_after_its_search_is_gone_when_the_order_is_carried_out_again()
    {
        await OrderAsync();
        while ((await FirstAsync())?.Progress is not { Step: > ErasureStep.SearchJournal })
            await RunAsync();

        // It waited for delivery, and only what the delivery wrote down tells whose it is.
        await records.AppendAsync("late");
        await ToEndAsync();
        time.Advance(TimeSpan.FromHours(72 + 31) + TimeSpan.FromMinutes(1));
        await ToEndAsync();

        Assert.Equal(records.Others, await records.TextAsync());
        Assert.Empty(await OrderBytesAsync());
    }

    [Fact]
    public async Task Line_about_an_event_that_is_gone_already_is_gone_when_the_order_is_carried_out_again()
    {
        await OrderAsync();
        await ToEndAsync();

        // The platform has sent an order once more, as they do.
        await records.AppendArrivalAsync(PersonalRecords.Id("jane", 1));
        time.Advance(TimeSpan.FromHours(72 + 31) + TimeSpan.FromMinutes(1));
        await ToEndAsync();

        Assert.Equal(records.Others, await records.TextAsync());
    }

    [Fact]
    public async Task Progress_tells_no_id_that_was_found()
    {
        await OrderAsync();
        while ((await FirstAsync())?.Progress is not { Step: > ErasureStep.SearchJournal })
            await RunAsync();

        Assert.Equal(Months, (await FirstAsync())!.Progress!.Found.Count);
        var text = string.Concat((await OrderBytesAsync()).Select(pair => pair.Key + Encoding.UTF8.GetString(pair.Value)));
        Assert.DoesNotContain("jane", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Orders_are_found_by_the_platforms_id_and_not_by_their_number()
    {
        var ids = Enumerable.Range(1, Months).Select(PersonalRecords.PlatformId).ToArray();
        Assert.True(await Orders().KeepAsync(new ErasureOrder(PersonalRecords.Source, false, [], [], ids), CancellationToken.None));

        await ToEndAsync();

        Assert.Equal(records.Others, await records.TextAsync());
    }

    [Fact]
    public async Task Shop_that_has_left_is_gone_without_a_search()
    {
        await OrderAsync(everything: true);

        await ToEndAsync();

        Assert.Empty(await records.TextAsync());
    }

    /// <summary>One would take back what the other has found, and lines would stay.</summary>
    [Fact]
    public async Task Two_instances_do_not_overwrite_each_others_progress()
    {
        await OrderAsync();
        var (name, order) = (await Orders().ReadAsync(CancellationToken.None)).First();
        var (one, other) = (new Erasure(storage.Containers(), Orders(), time), new Erasure(storage.Containers(), Orders(), time));

        var first = await one.ResumeAsync(name, order, time.GetUtcNow() + TimeSpan.FromHours(1), CancellationToken.None);
        var saved = await FirstAsync();
        Assert.Null(await other.ResumeAsync(name, order, time.GetUtcNow() + TimeSpan.FromHours(1), CancellationToken.None));

        Assert.Equal(ErasureStep.Done, first!.Step);
        Assert.Equal(saved!.Version, (await FirstAsync())!.Version);
        await ToEndAsync();
    }

    [Fact]
    public void Timer_runs_on_its_schedule_only()
    {
        var trigger = typeof(ErasePersonalData).GetMethod(nameof(ErasePersonalData.Run))!.GetParameters()[0].GetCustomAttributesData()
            .Single(data => data.AttributeType == typeof(TimerTriggerAttribute));

        Assert.DoesNotContain(trigger.NamedArguments, argument => argument.MemberName == nameof(TimerTriggerAttribute.RunOnStartup));
    }

    /// <summary>What is gone from the logs is gone from their index, and a log without a line of hers is not read.</summary>
    [Fact]
    public async Task Logs_that_the_index_knows_are_read_only_where_the_person_is()
    {
        time.Step = TimeSpan.FromMilliseconds(1);
        await records.AppendOthersAsync(PersonalRecords.LogOf(2) + "-others");
        var others = await records.TextAsync();
        var requests = new RecordedRequests();
        var containers = new BlobContainers(new BlobServiceClient(storage.ConnectionString, requests.Options()));
        var indexing = new LogIndexing(containers.Get(StorageNames.DeliveryJournal), time);
        await indexing.RunAsync(DateTimeOffset.MaxValue, CancellationToken.None);
        Assert.True(await IsIndexedAsync(LogKeys.OfPerson(Email)));
        Assert.True(await IsIndexedAsync(LogKeys.OfEvent(PersonalRecords.Id("jane", 3))));
        var before = requests.Readings("-others");
        await OrderAsync();

        while (await FirstAsync() is not null)
            await RunAsync(containers);

        Assert.Equal(0, requests.Readings("-others") - before);
        Assert.Equal(others.Where(line => line.Contains("joe", StringComparison.Ordinal)), await records.TextAsync());
        Assert.False(await IsIndexedAsync(LogKeys.OfPerson(Email)));
        Assert.All(Enumerable.Range(1, Months), month => Assert.False(IsIndexedAsync(LogKeys.OfEvent(PersonalRecords.Id("jane", month))).Result));
        Assert.True(await IsIndexedAsync(LogKeys.OfEvent(PersonalRecords.Id("joe", 3))));
    }

    [Fact]
    public void Run_leaves_half_of_the_hosts_time_for_its_last_blob()
    {
        using var host = JsonDocument.Parse(Repository.Read("host.json"));
        var limit = TimeSpan.Parse(host.RootElement.GetProperty("functionTimeout").GetString()!, CultureInfo.InvariantCulture);

        Assert.True(ErasePersonalData.MaxRunTime <= limit / 2);
    }

    [Fact]
    public async Task Host_that_is_stopping_is_no_failure_and_leaves_the_order_for_the_next_run()
    {
        await OrderAsync();

        await RunAsync(new CancellationToken(canceled: true));

        Assert.NotNull(await FirstAsync());
        await ToEndAsync();
    }

    private static bool IsFurther(ErasureProgress one, ErasureProgress other) =>
        one.Step > other.Step || (one.Step == other.Step && string.CompareOrdinal(one.After, other.After) > 0);

    private ErasureOrders Orders() => new(storage.Containers(), Configured.Load().RetrySchedule, StorageParts.Trouble(), time);

    private async Task OrderAsync(bool everything = false) => Assert.True(await Orders().KeepAsync(
        new ErasureOrder(PersonalRecords.Source, everything, everything ? [] : [Email], [], []), CancellationToken.None));

    private async Task<bool> IsIndexedAsync(ulong key) => (await storage.Containers().Get(StorageNames.DeliveryJournal).ContentAsync())
        .Any(blob => blob.Key.StartsWith(AppendLogNames.Index, StringComparison.Ordinal) && blob.Value.AsSpan().IndexOf(BitConverter.GetBytes(key)) >= 0);

    // A process of its own each time.
    private Task RunAsync(CancellationToken stopping = default) => RunAsync(storage.Containers(), stopping);

    private Task RunAsync(BlobContainers containers, CancellationToken stopping = default)
    {
        Assert.True(++runs < 100, "The erasure does not come to its end.");
        return new ErasePersonalData(
        Orders(), new Erasure(containers, Orders(), time), time, new FakeLogger<ErasePersonalData>()).Run(null!, stopping);
    }

    private async Task ToEndAsync()
    {
        while (await FirstAsync() is not null)
            await RunAsync();
    }

    private async Task<ErasureOrder?> FirstAsync() => (await Orders().ReadAsync(CancellationToken.None)).Values.FirstOrDefault();

    private async Task<IReadOnlyDictionary<string, byte[]>> OrderBytesAsync() => await OrderContainer.ContentAsync();

    private BlobContainerClient OrderContainer => storage.Containers().Get(StorageNames.WebhookDeliveries);
}
