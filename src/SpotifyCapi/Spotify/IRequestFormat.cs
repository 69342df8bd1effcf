using System.Text;
using SpotifyCapi.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.Spotify;

/// <summary>How a profile writes a request. A pure function of event and destination, so that the same event gives the same bytes for ever.</summary>
public interface IRequestFormat
{
    private static readonly CapiDirectFormat Direct = new();
    private static readonly CapiDirectFlatFormat Flat = new();
    private static readonly PartnerConversionsFormat Partner = new();

    // Filled as names are asked for.
    private static readonly string?[][] Spellings = [.. Enum.GetValues<Profile>().Select(_ => new string?[Enum.GetValues<StandardEvent>().Length])];

    /// <summary>The profile that this is the format of.</summary>
    Profile Profile { get; }

    /// <summary>Writes everything up to and including the bracket that opens the events.</summary>
    internal void WriteHead(ScratchWriter output, Destination destination);

    /// <summary>Writes one event as a JSON object.</summary>
    internal void WriteEvent(ScratchWriter output, HashedEvent @event);

    /// <summary>Whether the profile has an event at all.</summary>
    bool Has(StandardEvent standard) => true;

    /// <summary>The profile's spelling of an event that it has.</summary>
    ReadOnlySpan<byte> NameOf(StandardEvent standard);

    /// <summary>Everything from the bracket that closes the events.</summary>
    ReadOnlySpan<byte> Tail { get; }

    /// <summary>The format of a profile.</summary>
    static IRequestFormat For(Profile profile) => profile switch
    {
        Profile.CapiDirectFlat => Flat,
        Profile.PartnerConversions => Partner,
        _ => Direct,
    };

    /// <summary>The profile's spelling of an event; of one that it does not have, Spotify's own.</summary>
    static string Spelling(StandardEvent standard, Profile profile) =>
        Spellings[(int)profile][(int)standard] ??= Encoding.UTF8.GetString((For(profile).Has(standard) ? For(profile) : Direct).NameOf(standard));
}
