using SpotifyCapi.Text;

namespace SpotifyCapi.Queueing;

/// <summary>The names of an event's fields in an envelope, as <see cref="NameKey"/>.</summary>
internal static class EnvelopeNames
{
    public const ulong Event = 'e' | ('v' << 8);
    public const ulong SourceName = 'n' | ('a' << 8) | ('m' << 16) | ((ulong)'e' << 24);
    public const ulong Id = 'i' | ('d' << 8);
    public const ulong Time = 't';
    public const ulong Source = 's' | ('r' << 8) | ('c' << 16);
    public const ulong Url = 'u' | ('r' << 8) | ('l' << 16);
    public const ulong Consent = 'c' | ('o' << 8) | ('n' << 16) | ((ulong)'s' << 24) | ((ulong)'e' << 32) | ((ulong)'n' << 40) | ((ulong)'t' << 48);
    public const ulong OptOut = 'o' | ('u' << 8) | ('t' << 16);
    public const ulong Emails = 'e' | ('m' << 8);
    public const ulong HashedEmails = 'e' | ('m' << 8) | ('h' << 16);
    public const ulong Phone = 'p' | ('h' << 8);
    public const ulong HashedPhone = 'p' | ('h' << 8) | ('h' << 16);
    public const ulong Ip = 'i' | ('p' << 8);
    public const ulong Agent = 'u' | ('a' << 8);
    public const ulong Device = 'd' | ('e' << 8) | ('v' << 16);
    public const ulong Amount = 'a' | ('m' << 8) | ('t' << 16);
    public const ulong Currency = 'c' | ('u' << 8) | ('r' << 16);
    public const ulong ContentName = 'c' | ('n' << 8);
    public const ulong Category = 'c' | ('a' << 8) | ('t' << 16);
    public const ulong Order = 'o' | ('r' << 8) | ('d' << 16);
    public const ulong PlatformOrder = 'p' | ('i' << 8) | ('d' << 16);
    public const ulong Dropped = 'd' | ('r' << 8) | ('o' << 16) | ((ulong)'p' << 24);

    /// <summary>The name that the reader stands on; 0 when it is too long to be one of ours, or written with escapes, as we never do.</summary>
    public static ulong Key(ref JsonTokens json) => json.ValueIsEscaped || json.ValueLength > NameKey.Length ? 0 : NameKey.Of(json.ValueSpan);
}
