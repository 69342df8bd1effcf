using System.Text.Json.Serialization;
using SpotifyCapi.Identifiers;

namespace SpotifyCapiFunctions.Privacy;

/// <summary>One run's share of an erasure: where it is, what it has found, when it must end, and when all that is written down.</summary>
/// <param name="begin">Where the last run ended.</param>
/// <param name="until">No blob is begun after that.</param>
/// <param name="save">Writes it down; false: somebody else has, and this run is over.</param>
internal sealed class ErasureRun(ErasureProgress begin, DateTimeOffset until, TimeProvider time, Func<ErasureProgress, Task<bool>> save)
{
    // What a crash makes the next run do again.
    private static readonly TimeSpan LongestUnsaved = TimeSpan.FromSeconds(10);

    private readonly HashSet<Sha256Digest> found = [.. begin.Found.Select(Parse)];
    private ErasureProgress progress = begin;
    private ErasureProgress saved = begin;
    private DateTimeOffset savedAt = time.GetUtcNow();

    /// <summary>How far it is, without what was found since it was written down last.</summary>
    public ErasureProgress Progress => progress;

    public bool IsOver => IsLost || time.GetUtcNow() >= until;

    /// <summary>Whether another instance carries the order out.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Whether the step is done with a blob.</summary>
    public bool IsDoneWith(string name) => string.CompareOrdinal(name, progress.After) <= 0;

    /// <summary>Digests of the ids that were found.</summary>
    public IReadOnlyCollection<Sha256Digest> Found => found;

    public void Find(string eventId) => found.Add(Sha256Digest.Of(eventId));

    public bool HasFound(string eventId) => found.Contains(Sha256Digest.Of(eventId));

    public async Task PassAsync(string name, int removed)
    {
        progress = progress.Step == ErasureStep.DeleteDeadLetters
            ? progress with { After = name, DeadLetters = progress.DeadLetters + removed }
            : progress with { After = name, Entries = progress.Entries + removed };
        if (time.GetUtcNow() - savedAt >= LongestUnsaved)
            await SaveAsync();
    }

    /// <summary>Begins the next step. Progress is saved before that: what was found must be known when the first trace of it goes.</summary>
    public Task BeginAsync(ErasureStep step)
    {
        progress = progress with { Step = step, After = string.Empty };
        return SaveAsync();
    }

    public async Task SaveAsync()
    {
        if (progress != saved && !IsLost)
        {
            progress = progress with { Found = [.. found.Select(digest => digest.ToHex())] };
            IsLost = !await save(progress);
            (saved, savedAt) = (progress, time.GetUtcNow());
        }
    }

    private static Sha256Digest Parse(string hex) =>
        Sha256Digest.TryParse(hex, out var digest) ? digest : throw new FormatException("An erasure's progress holds a digest that is none.");
}

/// <summary>
/// How far an erasure has come. It is kept with its order, so that a run resumes where the last one ended or was killed. Names of blobs tell
/// times and nothing of a person; what was found is kept as digests.
/// </summary>
internal sealed record ErasureProgress
{
    public ErasureStep Step { get; init; }

    /// <summary>Name of the last blob that this step is done with; empty at its beginning. A step takes its blobs in the order of their names.</summary>
    public string After { get; init; } = string.Empty;

    /// <summary>SHA-256 of the ids of the events that were found so far, of both times that the order is carried out.</summary>
    public IReadOnlyList<string> Found { get; init; } = [];

    /// <summary>Dead letters that were removed so far.</summary>
    public int DeadLetters { get; init; }

    /// <summary>Entries of the journal and of the ingest log that were removed so far.</summary>
    public int Entries { get; init; }

    /// <summary>Where the second time begins: at the start, with what the first has found. Lines about those events may have come since.</summary>
    public ErasureProgress Again() => new() { Found = Found };
}

/// <summary>The steps of an erasure, in their order. Events are found first; then the lines about them go.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErasureStep>))]
internal enum ErasureStep
{
    SearchDeadLetters,
    SearchJournal,
    RewriteIngestLog,
    DeleteDeadLetters,
    RewriteJournal,
    Done,
}
