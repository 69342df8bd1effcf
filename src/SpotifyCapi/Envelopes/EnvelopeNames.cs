using System.Text.Json;

namespace SpotifyCapi.Envelopes;

/// <summary>The names of an event's fields in an envelope, as numbers: up to four letters, the first one lowest.</summary>
internal static class EnvelopeNames
{
    public const uint Event = 'e' | ('v' << 8);
    public const uint SourceName = 'n' | ('a' << 8) | ('m' << 16) | ((uint)'e' << 24);
    public const uint Id = 'i' | ('d' << 8);
    public const uint Time = 't';
    public const uint Source = 's' | ('r' << 8) | ('c' << 16);
    public const uint Url = 'u' | ('r' << 8) | ('l' << 16);
    public const uint OptOut = 'o' | ('u' << 8) | ('t' << 16);
    public const uint Emails = 'e' | ('m' << 8);
    public const uint HashedEmails = 'e' | ('m' << 8) | ('h' << 16);
    public const uint Phone = 'p' | ('h' << 8);
    public const uint HashedPhone = 'p' | ('h' << 8) | ('h' << 16);
    public const uint Ip = 'i' | ('p' << 8);
    public const uint Agent = 'u' | ('a' << 8);
    public const uint Device = 'd' | ('e' << 8) | ('v' << 16);
    public const uint Amount = 'a' | ('m' << 8) | ('t' << 16);
    public const uint Currency = 'c' | ('u' << 8) | ('r' << 16);
    public const uint ContentName = 'c' | ('n' << 8);
    public const uint Category = 'c' | ('a' << 8) | ('t' << 16);
    public const uint Order = 'o' | ('r' << 8) | ('d' << 16);
    public const uint PlatformOrder = 'p' | ('i' << 8) | ('d' << 16);
    public const uint Dropped = 'd' | ('r' << 8) | ('o' << 16) | ((uint)'p' << 24);

    /// <summary>The only name of more than four letters.</summary>
    public const uint Consent = uint.MaxValue;

    /// <summary>The name that the reader stands on; 0 when it is none of ours.</summary>
    public static uint Key(ref Utf8JsonReader json)
    {
        var name = json.ValueSpan;
        if (json.ValueIsEscaped || name.Length > 4)
        {
            return json.ValueTextEquals("consent"u8) ? Consent : 0;
        }

        var key = 0u;
        for (var i = 0; i < name.Length; i++)
        {
            key |= (uint)name[i] << (8 * i);
        }

        return key;
    }
}
