using System.Buffers;

namespace SpotifyCapi.Events;

/// <summary>
/// Recognises the page addresses that nearly every event has, without <see cref="Uri"/> and its objects: lower-case scheme, a host of
/// ordinary names, no port, no user. Anything else is left to <see cref="Uri"/>, so a false answer says nothing.
/// </summary>
internal static class PlainAddress
{
    private const int MaxLength = 2048;
    private const int MaxHostLength = 253;
    private const int MaxLabelLength = 63;

    private static readonly SearchValues<char> EndOfHost = SearchValues.Create("/?#");
    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly SearchValues<char> RestCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/?#&=+%,;:!$'()*");

    /// <summary>Whether the text is such an address.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text)
    {
        var start = text.StartsWith("https://") ? "https://".Length : text.StartsWith("http://") ? "http://".Length : 0;
        if (start == 0 || text.Length > MaxLength)
            return false;

        var rest = text[start..];
        var end = rest.IndexOfAny(EndOfHost);
        var host = end < 0 ? rest : rest[..end];
        return host.Length is > 0 and <= MaxHostLength && IsHost(host) && !(end < 0 ? default : rest[end..]).ContainsAnyExcept(RestCharacters);
    }

    private static bool IsHost(ReadOnlySpan<char> host)
    {
        var last = host;
        foreach (var range in host.Split('.'))
        {
            last = host[range];
            if (last.Length is 0 or > MaxLabelLength || last[0] == '-' || last[^1] == '-' || last.ContainsAnyExcept(LabelCharacters))
                return false;
        }

        // Without a letter it could be a number, and with that an IP address in one of its many spellings.
        return last.ContainsAnyInRange('a', 'z') && last.Length != host.Length;
    }
}
