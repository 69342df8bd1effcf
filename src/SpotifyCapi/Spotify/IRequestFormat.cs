using SpotifyCapi.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.Spotify;

/// <summary>How a profile writes a request. A pure function of event and destination, so that the same event gives the same bytes for ever.</summary>
public interface IRequestFormat
{
    /// <summary>The profile that this is the format of.</summary>
    Profile Profile { get; }

    /// <summary>Writes everything up to and including the bracket that opens the events.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="destination">Whose connection.</param>
    internal void WriteHead(ScratchWriter output, Destination destination);

    /// <summary>Writes one event as a JSON object.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="event">The event.</param>
    internal void WriteEvent(ScratchWriter output, HashedEvent @event);

    /// <summary>Whether the profile has an event at all.</summary>
    /// <param name="standard">The event.</param>
    bool Has(StandardEvent standard) => true;

    /// <summary>The profile's spelling of an event that it has.</summary>
    /// <param name="standard">The event.</param>
    ReadOnlySpan<byte> NameOf(StandardEvent standard);

    /// <summary>Everything from the bracket that closes the events.</summary>
    ReadOnlySpan<byte> Tail { get; }
}
