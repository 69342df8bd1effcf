using SpotifyCapi.Delivery;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Delivery;

public sealed class RateBudgetTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly ManualTime time = new();
    private readonly List<RateBudget> budgets = [];

    public void Dispose() => budgets.ForEach(budget => budget.Dispose());

    [Fact]
    public async Task Requests_are_spaced_evenly_after_a_small_burst()
    {
        var budget = Budget(perSecond: 10, concurrency: 100);
        var entered = Enter(budget, 31);
        await Task.WhenAll(entered[..1]).WaitAsync(Limit);

        // The first may go a tenth of a second early, so 10 a second means 1 + 10 in the first.
        for (var tenth = 1; tenth <= 30; tenth++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAll(entered[..tenth]).WaitAsync(Limit);
            Assert.InRange(entered.Count(task => task.IsCompleted), tenth, tenth + 2);
        }
    }

    [Fact]
    public async Task Requests_at_once_are_limited()
    {
        var budget = Budget(perSecond: 1000, concurrency: 2);
        time.Advance(TimeSpan.FromSeconds(1));
        var first = await EnterAsync(budget);
        await budget.EnterAsync(Patience, CancellationToken.None);

        var third = budget.EnterAsync(Patience, CancellationToken.None);
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(third.IsCompleted);

        first.Dispose();
        await third.WaitAsync(Limit);
    }

    [Fact]
    public async Task Place_that_does_not_become_free_is_not_waited_for_beyond_the_time()
    {
        var budget = Budget(perSecond: 1000, concurrency: 1);
        time.Advance(TimeSpan.FromSeconds(1));
        var held = await EnterAsync(budget);

        Assert.Null(await budget.EnterAsync(TimeSpan.FromMilliseconds(20), CancellationToken.None).WaitAsync(Limit));
        Assert.Null(await budget.EnterAsync(TimeSpan.Zero, CancellationToken.None).WaitAsync(Limit));
        Assert.Null(await budget.EnterAsync(TimeSpan.FromMilliseconds(-1), CancellationToken.None).WaitAsync(Limit));
        Assert.Null(await budget.EnterAsync(TimeSpan.FromSeconds(-5), CancellationToken.None).WaitAsync(Limit));
        held.Dispose();
        await EnterAsync(budget);
    }

    [Fact]
    public async Task Cancelled_wait_gives_its_place_back()
    {
        var budget = Budget(perSecond: 1, concurrency: 1);
        using (await EnterAsync(budget))
        {
        }

        using var stopping = new CancellationTokenSource();
        var waiting = budget.EnterAsync(Patience, stopping.Token);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Limit));

        time.Advance(TimeSpan.FromMinutes(1));
        await budget.EnterAsync(Patience, CancellationToken.None).WaitAsync(Limit);
    }

    [Fact]
    public void Rate_limit_cuts_the_rate_at_most_once_a_second()
    {
        var budget = Budget(perSecond: 100, concurrency: 1);

        budget.Record(429);
        budget.Record(429);
        Assert.Equal(60, budget.Rate, precision: 6);

        time.Advance(TimeSpan.FromSeconds(1));
        budget.Record(429);
        Assert.Equal(36, budget.Rate, precision: 6);
    }

    [Theory]
    [InlineData(1000, 20)]
    [InlineData(50, 1)]
    [InlineData(1, 0.5)]
    public void Rate_never_falls_so_low_that_an_invocation_would_wait_for_minutes(int perSecond, double lowest)
    {
        var budget = Budget(perSecond, concurrency: 1);

        for (var i = 0; i < 100; i++)
        {
            budget.Record(429);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(lowest, budget.Rate, precision: 6);
    }

    [Fact]
    public void Successes_raise_the_rate_slowly_and_no_further_than_the_limit()
    {
        var budget = Budget(perSecond: 100, concurrency: 1);
        budget.Record(429);

        // A second's worth of successes at 60 a second.
        for (var i = 0; i < 60; i++)
            budget.Record(202);
        Assert.InRange(budget.Rate, 61.5, 62.5);

        for (var i = 0; i < 10_000; i++)
            budget.Record(202);
        Assert.Equal(100, budget.Rate);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(408)]
    [InlineData(401)]
    [InlineData(400)]
    public void Anything_but_success_raises_no_rate(int? status)
    {
        var budget = Budget(perSecond: 100, concurrency: 1);
        budget.Record(429);

        for (var i = 0; i < 1000; i++)
            budget.Record(status);

        Assert.Equal(60, budget.Rate, precision: 6);
    }

    [Fact]
    public async Task Low_rate_spaces_many_waiters_too()
    {
        var budget = Budget(perSecond: 1, concurrency: 200);
        var entered = Enter(budget, 200);

        time.Advance(TimeSpan.FromSeconds(100));
        await Task.WhenAll(entered[..100]).WaitAsync(Limit);

        Assert.InRange(entered.Count(task => task.IsCompleted), 100, 102);
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task Clock_that_is_set_neither_stops_nor_floods(int hours)
    {
        var budget = Budget(perSecond: 1, concurrency: 10);
        var entered = Enter(budget, 5);

        time.SetClock(TimeSpan.FromHours(hours));
        entered = [.. entered, .. Enter(budget, 5)];
        time.Advance(TimeSpan.FromSeconds(4));
        await Task.WhenAll(entered[..4]).WaitAsync(Limit);
        Assert.InRange(entered.Count(task => task.IsCompleted), 4, 6);

        time.Advance(TimeSpan.FromSeconds(6));
        await Task.WhenAll(entered).WaitAsync(Limit);
    }

    private static async Task<RateBudget.Slot> EnterAsync(RateBudget budget) => (await budget.EnterAsync(Patience, CancellationToken.None).WaitAsync(Limit))!.Value;

    private static Task[] Enter(RateBudget budget, int count) => [.. Enumerable.Range(0, count).Select(_ => (Task)budget.EnterAsync(Patience, CancellationToken.None))];

    private RateBudget Budget(int perSecond, int concurrency)
    {
        var budget = new RateBudget(perSecond, concurrency, time);
        budgets.Add(budget);
        return budget;
    }
}
