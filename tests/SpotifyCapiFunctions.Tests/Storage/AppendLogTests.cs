using System.Text;
using Azure.Storage.Blobs.Specialized;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Storage;

[Collection(AzuriteCollection.Name)]
public sealed class AppendLogTests(AzuriteCollection.Storage storage)
{
    private readonly StandingTime time = new();

    [Fact]
    public async Task What_is_appended_at_once_is_stored_once_in_fewer_writes_than_lines()
    {
        var container = storage.NewContainer();
        await using var log = new AppendLog(container, time);

        var stored = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => log.AppendAsync(Line(i), CancellationToken.None)));

        Assert.DoesNotContain(false, stored);
        var (name, bytes) = Assert.Single(await container.ContentAsync());
        Assert.StartsWith("2026/06/01/12-", name, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"line {i}"), Encoding.UTF8.GetString(bytes).Trim().Split('\n').Order(new ByNumber()));
        var blocks = (await container.GetBlobClient(name).GetPropertiesAsync()).Value.BlobCommittedBlockCount;
        Assert.InRange(blocks, 1, 250);
    }

    /// <summary>Two writers of one log would take each other's place in the blob.</summary>
    [Fact]
    public async Task First_appends_that_come_at_once_share_one_writer()
    {
        for (var round = 0; round < 20; round++)
        {
            var container = storage.NewContainer();
            await using (var log = new AppendLog(container, time))
            {
                using var start = new Barrier(8);
                var threads = Enumerable.Range(0, 8).Select(i => Task.Factory.StartNew(
                    () =>
                    {
                        start.SignalAndWait();
                        return log.AppendAsync(Line(i), CancellationToken.None);
                    },
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default).Unwrap());
                Assert.DoesNotContain(false, await Task.WhenAll(threads));
            }

            var (_, bytes) = Assert.Single(await container.ContentAsync());
            Assert.Equal(Enumerable.Range(0, 8).Select(i => $"line {i}"), Encoding.UTF8.GetString(bytes).Trim().Split('\n').Order());
        }
    }

    [Fact]
    public async Task Blob_that_is_taken_away_costs_no_line()
    {
        var container = storage.NewContainer();
        await using var log = new AppendLog(container, time);
        Assert.True(await log.AppendAsync(Line(1), CancellationToken.None));
        var (first, _) = Assert.Single(await container.ContentAsync());
        await container.DeleteBlobAsync(first);

        Assert.True(await log.AppendAsync(Line(2), CancellationToken.None));
        Assert.True(await log.AppendAsync(Line(3), CancellationToken.None));

        var (second, bytes) = Assert.Single(await container.ContentAsync());
        Assert.NotEqual(first, second);
        Assert.Equal(["line 2", "line 3"], Encoding.UTF8.GetString(bytes).Trim().Split('\n'));
    }

    [Fact]
    public async Task Log_that_gathers_writes_once_for_what_comes_within_its_time_and_nothing_is_lost_at_its_end()
    {
        var container = storage.NewContainer();
        Task<bool>[] appends;
        await using (var log = new AppendLog(container, time, gather: TimeSpan.FromHours(1)))
        {
            appends = [.. Enumerable.Range(0, 5).Select(i => log.AppendAsync(Line(i), CancellationToken.None))];
            Assert.DoesNotContain(appends, append => append.IsCompleted);
        }

        Assert.DoesNotContain(false, await Task.WhenAll(appends));
        var (name, bytes) = Assert.Single(await container.ContentAsync());
        Assert.Equal(["line 0", "line 1", "line 2", "line 3", "line 4"], Encoding.UTF8.GetString(bytes).Trim().Split('\n'));
        Assert.Equal(1, (await container.GetBlobClient(name).GetPropertiesAsync()).Value.BlobCommittedBlockCount);
    }

    [Fact]
    public async Task Answer_that_got_lost_leaves_the_block_once()
    {
        var requests = new RecordedRequests();
        var container = storage.NewContainer(requests);
        await using var log = new AppendLog(container, time);
        Assert.True(await log.AppendAsync(Line(1), CancellationToken.None));
        requests.LoseAnswer("comp=appendblock");

        Assert.True(await log.AppendAsync(Line(2), CancellationToken.None));
        Assert.True(await log.AppendAsync(Line(3), CancellationToken.None));

        Assert.Equal("line 1\nline 2\nline 3\n", Encoding.UTF8.GetString(Assert.Single(await container.ContentAsync()).Value));
        Assert.Equal(4, requests.Count("comp=appendblock"));
    }

    [Fact]
    public async Task Blob_that_somebody_changed_is_left_for_a_new_one()
    {
        var container = storage.NewContainer();
        await using var log = new AppendLog(container, time);
        Assert.True(await log.AppendAsync(Line(1), CancellationToken.None));
        await container.GetAppendBlobClient((await container.ContentAsync()).Keys.Single()).AppendBlockAsync(new MemoryStream(Line(99)));

        Assert.False(await log.AppendAsync(Line(2), CancellationToken.None));
        Assert.True(await log.AppendAsync(Line(3), CancellationToken.None));

        Assert.Equal(2, (await container.ContentAsync()).Count);
    }

    [Fact]
    public async Task New_hour_begins_a_new_blob()
    {
        var container = storage.NewContainer();
        await using var log = new AppendLog(container, time);
        Assert.True(await log.AppendAsync(Line(1), CancellationToken.None));
        time.Advance(TimeSpan.FromHours(1));

        Assert.True(await log.AppendAsync(Line(2), CancellationToken.None));

        Assert.Equal(["2026/06/01/12", "2026/06/01/13"], (await container.ContentAsync()).Keys.Select(name => name[..13]).Order());
    }

    /// <summary>The blob of that hour is there already, as long as one with the new line alone would be.</summary>
    [Fact]
    public async Task Clock_that_is_set_back_to_an_earlier_hour_costs_no_line()
    {
        var container = storage.NewContainer();
        await using var log = new AppendLog(container, time);
        Assert.True(await log.AppendAsync(Line(1), CancellationToken.None));
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(await log.AppendAsync(Line(2), CancellationToken.None));

        time.Advance(TimeSpan.FromHours(-1));
        Assert.True(await log.AppendAsync(Line(3), CancellationToken.None));
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(await log.AppendAsync(Line(4), CancellationToken.None));

        var content = await container.ContentAsync();
        Assert.Equal(["line 1\n", "line 2\n", "line 3\n", "line 4\n"], content.Values.Select(bytes => Encoding.UTF8.GetString(bytes)).Order());
        Assert.Equal(["2026/06/01/12", "2026/06/01/12", "2026/06/01/13", "2026/06/01/13"], content.Keys.Select(name => name[..13]).Order());
    }

    [Fact]
    public async Task Two_instances_write_blobs_of_their_own()
    {
        var container = storage.NewContainer();
        await using var one = new AppendLog(container, TimeProvider.System);
        await using var two = new AppendLog(container, TimeProvider.System);

        Assert.True(await one.AppendAsync(Line(1), CancellationToken.None));
        Assert.True(await two.AppendAsync(Line(2), CancellationToken.None));

        Assert.Equal(2, (await container.ContentAsync()).Count);
    }

    [Fact]
    public async Task Container_that_was_deleted_costs_one_write_and_is_made_again()
    {
        var container = storage.NewContainer();
        await using var log = new AppendLog(container, time);
        await log.AppendAsync(Line(1), CancellationToken.None);
        await container.DeleteAsync();

        Assert.False(await log.AppendAsync(Line(2), CancellationToken.None));
        Assert.True(await log.AppendAsync(Line(3), CancellationToken.None));

        Assert.Equal("line 3\n", Encoding.UTF8.GetString(Assert.Single(await container.ContentAsync()).Value));
    }

    [Fact]
    public async Task Storage_that_is_down_is_told_at_once_every_time()
    {
        await using var log = new AppendLog(NewContainers.Unreachable(), time);

        for (var i = 0; i < 3; i++)
            Assert.False(await log.AppendAsync(Line(i), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Disposal_writes_what_was_taken_and_takes_no_more()
    {
        var container = storage.NewContainer();
        var log = new AppendLog(container, time);
        var taken = Enumerable.Range(0, 20).Select(i => log.AppendAsync(Line(i), CancellationToken.None)).ToArray();

        await log.DisposeAsync();

        Assert.DoesNotContain(false, await Task.WhenAll(taken));
        Assert.False(await log.AppendAsync(Line(99), CancellationToken.None));
    }

    private static byte[] Line(int i) => Encoding.UTF8.GetBytes($"line {i}\n");

    private sealed class ByNumber : IComparer<string>
    {
        public int Compare(string? x, string? y) =>
            int.Parse(x!.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture).CompareTo(int.Parse(y!.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture));
    }
}
