using SpotifyCapi.Identifiers;

namespace SpotifyCapiFunctions.Privacy;

/// <summary>One run's share of an erasure: where it is, what it has found, when it must end, and when all that is written down.</summary>
/// <param name="begin">Where the last run ended.</param>
/// <param name="until">No blob is begun after that.</param>
/// <param name="time">The clock.</param>
/// <param name="save">Writes progress down.</param>
internal sealed class ErasureRun(ErasureProgress begin, DateTimeOffset until, TimeProvider time, Func<ErasureProgress, Task> save)
{
    // What a crash makes the next run do again.
    private static readonly TimeSpan LongestUnsaved = TimeSpan.FromSeconds(10);

    private readonly HashSet<Sha256Digest> found = [.. begin.Found.Select(Parse)];
    private ErasureProgress progress = begin;
    private ErasureProgress saved = begin;
    private DateTimeOffset savedAt = time.GetUtcNow();

    /// <summary>How far it is, without what was found since it was written down last.</summary>
    public ErasureProgress Progress => progress;

    /// <summary>Whether its time is up.</summary>
    public bool IsOver => time.GetUtcNow() >= until;

    /// <summary>Whether the step is done with a blob.</summary>
    public bool IsDoneWith(string name) => string.CompareOrdinal(name, progress.After) <= 0;

    /// <summary>Remembers an event.</summary>
    public void Find(string eventId) => found.Add(Sha256Digest.Of(eventId));

    /// <summary>Whether an event was found.</summary>
    public bool HasFound(string eventId) => found.Contains(Sha256Digest.Of(eventId));

    /// <summary>The step is done with a blob.</summary>
    public async Task PassAsync(string name, int removed)
    {
        progress = progress.Step == ErasureStep.DeleteDeadLetters
            ? progress with { After = name, DeadLetters = progress.DeadLetters + removed }
            : progress with { After = name, Entries = progress.Entries + removed };
        if (time.GetUtcNow() - savedAt >= LongestUnsaved)
            await SaveAsync();
    }

    /// <summary>Goes on with the next step. It is written down before that: what was found must be known when the first trace of it goes.</summary>
    public Task BeginAsync(ErasureStep step)
    {
        progress = progress with { Step = step, After = string.Empty };
        return SaveAsync();
    }

    /// <summary>Writes down how far it is.</summary>
    public async Task SaveAsync()
    {
        if (progress != saved)
        {
            progress = progress with { Found = [.. found.Select(digest => digest.ToHex())] };
            await save(progress);
            (saved, savedAt) = (progress, time.GetUtcNow());
        }
    }

    private static Sha256Digest Parse(string hex) =>
        Sha256Digest.TryParse(hex, out var digest) ? digest : throw new FormatException("An erasure's progress holds a digest that is none.");
}
