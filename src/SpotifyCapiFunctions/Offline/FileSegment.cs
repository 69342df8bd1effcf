using SpotifyCapi.Codes;
using SpotifyCapi.Duplicates;

namespace SpotifyCapiFunctions.Offline;

/// <summary>The rows between two checkpoints. Envelopes are confirmed by other threads than the one that reads.</summary>
/// <param name="isFirst">Whether no problem was reported before.</param>
/// <param name="begun">When its first row is read, UTC; what its envelopes call first queued.</param>
internal sealed class FileSegment(bool isFirst, DateTimeOffset begun)
{
    private readonly Lock gate = new();
    private readonly HashSet<SeenKey> pending = [];
    private readonly List<SeenKey> confirmed = [];

    /// <summary>When its first row was read, UTC.</summary>
    public DateTimeOffset Begun => begun;

    /// <summary>What became of the rows.</summary>
    public FileCounts Counts { get; } = new();

    /// <summary>What is wrong with rows.</summary>
    public ProblemList Problems { get; } = new(isFirst);

    /// <summary>Keys of the rows that the queue has confirmed.</summary>
    public IReadOnlyCollection<SeenKey> Seen => confirmed;

    /// <summary>Takes a key, unless a row of this segment has it already.</summary>
    public bool TryTake(SeenKey key) => pending.Add(key);

    /// <summary>Gives a key back whose row was refused after all.</summary>
    public void GiveBack(SeenKey key) => pending.Remove(key);

    /// <summary>An envelope is in the queue.</summary>
    /// <param name="keys">The keys of its rows.</param>
    public void Confirm(IReadOnlyCollection<SeenKey> keys)
    {
        lock (gate)
        {
            confirmed.AddRange(keys);
            Counts.Accepted += keys.Count;
            Counts.Messages++;
        }
    }

    /// <summary>A row must be changed.</summary>
    /// <param name="line">Where it begins.</param>
    /// <param name="errors">All that is wrong with it.</param>
    /// <param name="samples">The first problems of the run, for an answer.</param>
    public void Reject(long line, IReadOnlyList<ValidationError> errors, List<FileProblem> samples)
    {
        Counts.Reject(errors[0].Code);
        foreach (var error in errors)
        {
            var problem = new FileProblem(line, error.Field, error.Code, error.Message);
            Problems.Add(problem);
            Counts.Problems++;
            if (samples.Count < FileIntake.SampleProblems)
                samples.Add(problem);
        }
    }
}
