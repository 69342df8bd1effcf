using SpotifyCapi.Duplicates;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Ingestion;

/// <summary>
/// Recognises what was accepted before. An optimisation that never costs an event: it is told only after the queue has confirmed, it knows
/// less rather than more when its store is down, and two concurrent copies may both pass, with the same id.
/// </summary>
/// <param name="options">How long.</param>
/// <param name="log">The container <c>webhook-deliveries</c>.</param>
/// <param name="time">The clock.</param>
public sealed class DuplicateFilter(DuplicateOptions options, AppendLog log, TimeProvider time)
{
    private readonly TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RecentKeys window = new(options.Window, options.MaxKeys, time);

    /// <summary>Whether anything is remembered at all.</summary>
    public bool IsOn => options.Window > TimeSpan.Zero;

    /// <summary>Whether a key was accepted before.</summary>
    /// <param name="key">The key.</param>
    public bool IsDuplicate(SeenKey key) => IsOn && window.Contains(key);

    /// <summary>Which keys were accepted before.</summary>
    /// <param name="keys">The keys.</param>
    /// <returns>An answer for each.</returns>
    public bool[] AreDuplicates(SeenKey[] keys)
    {
        var known = new bool[keys.Length];
        if (IsOn)
            window.Find(keys, known);

        return known;
    }

    /// <summary>Remembers keys whose events the queue has confirmed. Storing them is not waited for: the sender has an answer to get.</summary>
    /// <param name="keys">The keys.</param>
    public void Remember(SeenKey[] keys)
    {
        if (!IsOn || keys.Length == 0)
            return;

        window.Add(keys, time.GetUtcNow());
        var bytes = new byte[keys.Length * SeenKey.Size];
        for (var i = 0; i < keys.Length; i++)
            keys[i].Write(bytes.AsSpan(i * SeenKey.Size));

        _ = log.AppendAsync(bytes, CancellationToken.None);
    }

    /// <summary>Remembers keys that somebody else has stored in the container.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="hour">Of the blob that they are in: another instance, or this one when it reads that blob, must not count them twice.</param>
    internal void Know(IReadOnlyCollection<SeenKey> keys, DateTimeOffset hour)
    {
        if (IsOn)
            window.Add([.. keys], hour);
    }

    /// <summary>Waits until what was seen before a restart is known, or for a limited time: the store may be down.</summary>
    /// <param name="limit">Longest wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task WaitUntilLoadedAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (IsOn)
            await Task.WhenAny(loaded.Task, Task.Delay(limit, time, cancellationToken));
    }

    /// <summary>What was seen before is known.</summary>
    internal void SetLoaded() => loaded.TrySetResult();

    /// <summary>Takes over keys that were stored, by this instance before it was restarted or by another one, piece by piece.</summary>
    /// <param name="keys">Their bytes.</param>
    /// <param name="hour">When they were seen.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal async Task LoadAsync(Stream keys, DateTimeOffset hour, CancellationToken cancellationToken)
    {
        var buffer = new byte[SeenKey.Size * 4096];
        while (IsOn && await keys.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken) is var count and > 0)
            Load(buffer.AsSpan(0, count), hour);
    }

    private void Load(ReadOnlySpan<byte> keys, DateTimeOffset hour)
    {
        for (var i = 0; i + SeenKey.Size <= keys.Length; i += SeenKey.Size)
            window.Add(SeenKey.Read(keys[i..]), hour);
    }
}
