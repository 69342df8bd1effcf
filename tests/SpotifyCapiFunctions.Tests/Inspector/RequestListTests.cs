using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using SpotifyCapi.Records;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class RequestListTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    /// <summary>Requests end at any time; the moment that a page is continued from is read to the millisecond.</summary>
    [Fact]
    public async Task Requests_of_several_hours_are_paged_latest_first_without_gaps_or_repetitions()
    {
        await using var parts = new InspectorParts(storage);
        var times = new List<DateTimeOffset>();
        for (var i = 0; i < 120; i++)
        {
            parts.Time.Advance(i % 40 == 0 ? TimeSpan.FromHours(1) : TimeSpan.FromTicks(1_234_567 * (i % 7)));
            times.Add(parts.Time.GetUtcNow().AddTicks(-i % 3));
            await WriteAsync(parts, times[^1], "delivered");
        }

        foreach (var limit in (int[])[1, 3, 10, 1000])
        {
            var pages = await PagesAsync(parts, limit, Filter(parts));

            Assert.Equal(times.OrderDescending(), pages.SelectMany(page => page).Select(entry => entry.At));
            Assert.All(pages.SkipLast(1), page => Assert.InRange(page.Count, limit, limit + 6));
        }
    }

    [Fact]
    public async Task Outcome_that_few_have_is_found_in_any_hour()
    {
        await using var parts = new InspectorParts(storage);
        var start = parts.Time.GetUtcNow();
        for (var i = 0; i < 60; i++)
        {
            parts.Time.Advance(TimeSpan.FromMinutes(7));
            await WriteAsync(parts, parts.Time.GetUtcNow(), i % 20 == 3 ? "dead" : "delivered");
        }

        var found = await PagesAsync(parts, 1, Filter(parts, "dead"));

        Assert.Equal([44, 24, 4], found.SelectMany(page => page).Select(entry => (int)((entry.At - start) / TimeSpan.FromMinutes(7))));
    }

    /// <summary>Whether there is more is known from the first line of an older one.</summary>
    [Fact]
    public async Task Page_that_is_full_leaves_older_hours_alone()
    {
        await using var parts = new InspectorParts(storage);
        for (var i = 0; i < 5; i++)
        {
            await WriteAsync(parts, parts.Time.GetUtcNow(), "delivered");
            parts.Time.Advance(TimeSpan.FromHours(1));
        }

        var (entries, next) = await parts.List.PageAsync(Filter(parts), 1, CancellationToken.None);

        Assert.Equal((1, true), (entries.Count, next is not null));
        Assert.Equal((1, 1, 0), (parts.Requests.Readings("/16-"), parts.Requests.Readings("/15-"), parts.Requests.Readings("/14-")));
    }

    /// <summary>An entry is written a moment after its time; of the last moment of an hour it stands among those of the next.</summary>
    [Fact]
    public async Task Entry_of_the_last_moment_of_an_hour_stands_in_its_place_whatever_is_asked_for()
    {
        await using var parts = new InspectorParts(storage);
        var hour = parts.Time.GetUtcNow();
        parts.Time.Advance(TimeSpan.FromMinutes(30));
        await WriteAsync(parts, hour.AddMinutes(30), "delivered");
        parts.Time.Advance(TimeSpan.FromMinutes(30));
        await WriteAsync(parts, hour.AddHours(1).AddMilliseconds(-10), "delivered");
        await WriteAsync(parts, hour.AddHours(1).AddMilliseconds(5), "delivered");

        foreach (var limit in (int[])[1, 2, 10])
        {
            Assert.Equal([60 * 60 * 1000 + 5, 60 * 60 * 1000 - 10, 30 * 60 * 1000], await TimesAsync(limit, hour, hour.AddHours(2)));
            Assert.Equal([60 * 60 * 1000 - 10, 30 * 60 * 1000], await TimesAsync(limit, hour, hour.AddHours(1).AddMilliseconds(-1)));
            Assert.Equal([60 * 60 * 1000 - 10], await TimesAsync(limit, hour.AddMinutes(59), hour.AddHours(1).AddMilliseconds(-1)));
        }

        async Task<IEnumerable<int>> TimesAsync(int limit, DateTimeOffset from, DateTimeOffset to) =>
            (await PagesAsync(parts, limit, Filter(parts) with { From = from, To = to })).SelectMany(page => page).Select(entry => (int)(entry.At - hour).TotalMilliseconds);
    }

    [Fact]
    public async Task Requests_of_one_millisecond_stand_on_one_page()
    {
        await using var parts = new InspectorParts(storage);
        var at = parts.Time.GetUtcNow();
        for (var i = 0; i < 5; i++)
            await WriteAsync(parts, at.AddTicks(i * 1000), "delivered");
        await WriteAsync(parts, at.AddMilliseconds(-1), "delivered");
        parts.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([5, 1], (await PagesAsync(parts, 2, Filter(parts))).Select(page => page.Count));
    }

    private static EventFilter Filter(InspectorParts parts, params string[] outcomes) =>
        new(parts.Time.GetUtcNow().AddDays(-2), parts.Time.GetUtcNow(), null, null, null, null, outcomes);

    private static async Task<List<IReadOnlyList<JournalEntry>>> PagesAsync(InspectorParts parts, int limit, EventFilter filter)
    {
        var pages = new List<IReadOnlyList<JournalEntry>>();
        while (true)
        {
            var (entries, next) = await parts.List.PageAsync(filter, limit, CancellationToken.None);
            pages.Add(entries);
            if (next is null)
                return pages;
            filter = filter with { To = new QueryValues(new QueryCollection(new Dictionary<string, StringValues> { ["next"] = next })).Moment("next")!.Value };
        }
    }

    private static Task WriteAsync(InspectorParts parts, DateTimeOffset at, string outcome) => parts.Journal.WriteAsync(
        [
            new JournalEntry(at, "main", "CapiDirect", "https://capi.example/", "scope", "shop", 1, at, outcome, null, 200, null, 5, false,
                [new JournalEvent("order-1", "PURCHASE", "order", at, "granted", false, [], null, null, null, [])]),
        ],
        CancellationToken.None);
}
