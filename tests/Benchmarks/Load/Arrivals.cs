using SpotifyStandIn.Received;

namespace Benchmarks.Load;

/// <summary>What Spotify got since a moment, against what was promised.</summary>
internal sealed class Arrivals(ReceivedLog log, long since)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly Dictionary<string, (DateTimeOffset At, Sha256Digest Digest)> arrived = new(StringComparer.Ordinal);
    private long read = since;
    private int duplicates;
    private int changed;

    /// <summary>Waits until all are there. What is missing in the end shows in the balance.</summary>
    public async Task WaitAsync(ICollection<string> ids, TimeSpan limit)
    {
        var began = TimeProvider.System.GetTimestamp();
        Read();
        while (!ids.All(arrived.ContainsKey) && TimeProvider.System.GetElapsedTime(began) < limit)
        {
            do
            {
                await Task.Delay(Pause);
                Read();
            }
            while (arrived.Count < ids.Count && TimeProvider.System.GetElapsedTime(began) < limit);
        }
    }

    /// <summary>Milliseconds from the answer to the arrival; null when it never arrived.</summary>
    public double? DelayOf(string id, DateTimeOffset answered) =>
        arrived.TryGetValue(id, out var first) ? Math.Max(0, (first.At - answered).TotalMilliseconds) : null;

    public Balance Balance(ICollection<string> promised, int refused) => new(
        promised.Count, promised.Count(id => !arrived.ContainsKey(id)), arrived.Keys.Except(promised).Count(), duplicates, changed, refused);

    private void Read()
    {
        foreach (var request in log.Since(read))
        {
            read = request.Sequence;
            foreach (var received in request.Accepted ? request.Events : [])
                Note(received, request.ReceivedAt);
        }
    }

    private void Note(ReceivedEvent received, DateTimeOffset at)
    {
        if (arrived.TryAdd(received.Id!, (at, received.Sha256)))
            return;
        duplicates++;
        changed += arrived[received.Id!].Digest == received.Sha256 ? 0 : 1;
    }
}

/// <summary>Nothing may be lost and nothing may differ; a duplicate is allowed by at-least-once, but has no reason here.</summary>
internal sealed record Balance(int Accepted, int Lost, int Unexpected, int Duplicates, int Changed, int Refused)
{
    public bool IsRight => Accepted > 0 && Lost == 0 && Unexpected == 0 && Changed == 0;

    public override string ToString() => IsRight && Duplicates == 0 && Refused == 0
        ? "all once"
        : $"{Lost} lost, {Unexpected} unexpected, {Duplicates} twice, {Changed} changed, {Refused} times told to come back";
}
