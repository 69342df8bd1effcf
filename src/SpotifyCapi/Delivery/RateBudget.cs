namespace SpotifyCapi.Delivery;

/// <summary>
/// Keeps a destination's requests below its limit: evenly spaced in time, few at once. A 429 cuts the rate; successes raise it again slowly,
/// so that a storm of 429 settles below the limit instead of oscillating. Time is measured, not read off the wall clock.
/// </summary>
internal sealed class RateBudget(int requestsPerSecond, int concurrency, TimeProvider time) : IDisposable
{
    private const double Decrease = 0.6;
    private const double LowestShare = 0.02;

    // Below this an invocation would wait for its turn longer than the host lets it run.
    private const double LowestRate = 0.5;
    private static readonly TimeSpan DecreaseAtMostEvery = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim slots = new(concurrency, concurrency);
    private readonly double limit = requestsPerSecond;
    private readonly long start = time.GetTimestamp();
    private double rate = requestsPerSecond;
    private TimeSpan next;
    private TimeSpan? lastDecrease;

    /// <summary>The rate now, in requests per second.</summary>
    public double Rate
    {
        get
        {
            lock (gate)
                return rate;
        }
    }

    /// <summary>
    /// Waits until the rate and the number of requests in flight allow another one. The slot is disposed when the request has ended; null when none
    /// became free in time, because the requests in flight wait for a destination that does not answer.
    /// </summary>
    public async Task<Slot?> EnterAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        if (!await slots.WaitAsync(longest > TimeSpan.Zero ? longest : TimeSpan.Zero, cancellationToken))
            return null;

        try
        {
            await TryWaitAsync(TimeSpan.MaxValue, cancellationToken);
            return new Slot(this);
        }
        catch
        {
            slots.Release();
            throw;
        }
    }

    /// <summary>
    /// Waits until the rate allows another try within a slot. False at once, and nothing is reserved, when the wait would be longer.
    /// </summary>
    public async Task<bool> TryWaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        if (!TryReserve(longest, out var wait))
            return false;

        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);

        return true;
    }

    /// <summary>Records the status of an answer; null: there was none. Only success says that more may be tried.</summary>
    public void Record(int? status)
    {
        lock (gate)
        {
            var now = time.GetElapsedTime(start);
            if (status is >= 200 and <= 299)
            {
                // A fiftieth of the limit more for every second of success at the present rate.
                rate = Math.Min(limit, rate + (limit / 50 / Math.Max(rate, 1)));
            }
            else if (status == 429 && (lastDecrease is not { } last || now - last >= DecreaseAtMostEvery))
            {
                rate = Math.Max(Math.Max(limit * LowestShare, LowestRate), rate * Decrease);
                lastDecrease = now;
            }
        }
    }

    public void Dispose() => slots.Dispose();

    private bool TryReserve(TimeSpan longest, out TimeSpan wait)
    {
        lock (gate)
        {
            var now = time.GetElapsedTime(start);

            // A tenth of a second's worth may go at once after idling.
            var earliest = now - TimeSpan.FromMilliseconds(100);
            var place = next < earliest ? earliest : next;
            wait = place - now;
            if (wait > longest)
                return false;

            next = place + TimeSpan.FromSeconds(1 / rate);
            return true;
        }
    }

    /// <summary>A request under way.</summary>
    public readonly struct Slot : IDisposable
    {
        private readonly RateBudget budget;

        internal Slot(RateBudget budget) => this.budget = budget;

        public void Dispose() => budget.slots.Release();
    }
}
