using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>Accepted events of one hour, of which the journal tells what became of them.</summary>
internal interface ITriedEvents
{
    /// <summary>Whether Spotify does not have one of them yet.</summary>
    bool IsAnyOpen { get; }

    /// <summary>Whether one of them is in the queue.</summary>
    bool IsAnyWaiting { get; }

    /// <summary>Passes by what the journal tells of an event, theirs or not.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="event">One of its events.</param>
    void Add(JournalEntry entry, JournalEvent @event);
}
