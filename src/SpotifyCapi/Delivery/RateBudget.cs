namespace SpotifyCapi.Delivery;

/// <summary>
/// Keeps a destination's requests below its limit: evenly spaced in time, few at once. A 429 cuts the rate; successes raise it again slowly,
/// so that a storm of 429 settles below the limit instead of going on and off.
/// </summary>
public sealed class RateBudget : IDisposable
{
    private const double Decrease = 0.6;
    private const double LowestShare = 0.02;

    // Below this an invocation would wait for its turn longer than the host lets it run.
    private const double LowestRate = 0.5;
    private static readonly TimeSpan DecreaseAtMostEvery = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim slots;
    private readonly TimeProvider time;
    private readonly double limit;
    private readonly long start;
    private double rate;
    private TimeSpan next;
    private TimeSpan? lastDecrease;

    /// <summary>Makes a budget.</summary>
    /// <param name="requestsPerSecond">Highest rate.</param>
    /// <param name="concurrency">Requests under way at once.</param>
    /// <param name="time">The clock. Time is measured, not read off the wall clock: setting the clock changes nothing.</param>
    public RateBudget(int requestsPerSecond, int concurrency, TimeProvider time)
    {
        slots = new SemaphoreSlim(concurrency, concurrency);
        this.time = time;
        limit = requestsPerSecond;
        rate = limit;
        start = time.GetTimestamp();
    }

    /// <summary>The rate now, in requests per second.</summary>
    public double Rate
    {
        get
        {
            lock (gate)
            {
                return rate;
            }
        }
    }

    /// <summary>Waits for the next free place in time and number.</summary>
    /// <param name="longest">Longest wait for a place in number; the others may be waiting for a destination that does not answer. Below zero: none.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>To be disposed when the request has ended; null when no place became free.</returns>
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

    /// <summary>Waits for the next free place in time only, for another try within a slot.</summary>
    /// <param name="longest">Longest wait.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <returns>False at once, and no place is taken, when the wait would be longer.</returns>
    public async Task<bool> TryWaitAsync(TimeSpan longest, CancellationToken cancellationToken)
    {
        if (!TryReserve(longest, out var wait))
            return false;

        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken);

        return true;
    }

    /// <summary>Tells whether a request was refused for its rate.</summary>
    /// <param name="limited">Whether it was.</param>
    public void Record(bool limited)
    {
        lock (gate)
        {
            var now = time.GetElapsedTime(start);
            if (!limited)
            {
                // A fiftieth of the limit more for every second of success at the present rate.
                rate = Math.Min(limit, rate + (limit / 50 / Math.Max(rate, 1)));
            }
            else if (lastDecrease is not { } last || now - last >= DecreaseAtMostEvery)
            {
                rate = Math.Max(Math.Max(limit * LowestShare, LowestRate), rate * Decrease);
                lastDecrease = now;
            }
        }
    }

    /// <inheritdoc/>
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

        /// <inheritdoc/>
        public void Dispose() => budget.slots.Release();
    }
}
