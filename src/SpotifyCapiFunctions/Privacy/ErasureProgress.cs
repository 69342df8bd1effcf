using System.Text.Json.Serialization;

namespace SpotifyCapiFunctions.Privacy;

/// <summary>
/// How far an erasure has come. It is kept with its order, so that a run goes on where the last one ended or was killed. Names of blobs tell
/// times and nothing of a person; what was found is kept as digests.
/// </summary>
internal sealed record ErasureProgress
{
    /// <summary>What is being done.</summary>
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

/// <summary>The steps of an erasure, in their order.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErasureStep>))]
internal enum ErasureStep
{
    /// <summary>Ids of events are looked for in the dead letters.</summary>
    SearchDeadLetters,

    /// <summary>And in the journal.</summary>
    SearchJournal,

    /// <summary>Lines about these events are taken out of the ingest log.</summary>
    RewriteIngestLog,

    /// <summary>Their dead letters are deleted.</summary>
    DeleteDeadLetters,

    /// <summary>They are taken out of the journal.</summary>
    RewriteJournal,

    /// <summary>Nothing is left to do.</summary>
    Done,
}
