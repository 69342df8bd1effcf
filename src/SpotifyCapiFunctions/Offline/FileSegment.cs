using SpotifyCapi.Codes;
using SpotifyCapi.Duplicates;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Offline;

/// <summary>The rows between two checkpoints. Envelopes are confirmed by other threads than the one that reads.</summary>
internal sealed class FileSegment(bool isFirst, DateTimeOffset begun)
{
    // A file of nothing but mistakes has many of them: this many bytes make a checkpoint early.
    private const int MostProblemBytes = 4 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly HashSet<SeenKey> pending = [];
    private readonly List<SeenKey> confirmed = [];

    /// <summary>When its first row was read, UTC.</summary>
    public DateTimeOffset Begun => begun;

    public FileCounts Counts { get; } = new();

    /// <summary>What accepted rows tell about persons and kinds of orders, as requests are counted.</summary>
    public Figures Figures { get; } = new();

    public ProblemList Problems { get; } = new(isFirst);

    /// <summary>Whether no further row may be read into it.</summary>
    public bool IsFull => Problems.Bytes.Length >= MostProblemBytes;

    /// <summary>Keys of the rows that the queue has confirmed.</summary>
    public IReadOnlyCollection<SeenKey> Seen => confirmed;

    /// <summary>Takes a key, unless a row of this segment has it already.</summary>
    public Sighting Take(SeenKey key) =>
        pending.Add(key) ? Sighting.New
        : pending.TryGetValue(key, out var first) && first.Print.Contradicts(key.Print) ? Sighting.Conflict
        : Sighting.Same;

    /// <summary>Gives a key back whose row was refused after all.</summary>
    public void GiveBack(SeenKey key) => pending.Remove(key);

    /// <summary>An envelope with these rows is in the queue.</summary>
    public void Confirm(IReadOnlyCollection<SeenKey> keys, Figures rows)
    {
        lock (gate)
        {
            confirmed.AddRange(keys);
            Figures.Add(rows);
            Counts.Accepted += keys.Count;
            Counts.Messages++;
        }
    }

    /// <summary>A row was here before. One that says something else under the same id is a problem that somebody should see.</summary>
    public void Repeat(long line, bool isConflict, List<FileProblem> samples)
    {
        Counts.Repeat(isConflict ? DuplicateReasons.Conflict : null);
        if (isConflict)
            Tell(line, new(DuplicateReasons.Conflict, "event_id", DuplicateReasons.ConflictMessage), samples);
    }

    /// <summary>A row must be changed; the first problems of the run are samples for an answer.</summary>
    public void Reject(long line, IReadOnlyList<ValidationError> errors, List<FileProblem> samples)
    {
        Counts.Reject(errors[0].Code);
        foreach (var error in errors)
            Tell(line, error, samples);
    }

    private void Tell(long line, ValidationError error, List<FileProblem> samples)
    {
        var problem = FileProblem.Of(line, error);
        Problems.Add(problem);
        Counts.Problems++;
        if (samples.Count < FileIntake.SampleProblems)
            samples.Add(problem);
    }
}
