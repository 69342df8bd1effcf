using System.Net;
using System.Net.Sockets;
using SpotifyCapi.Text;

namespace SpotifyCapi.Identifiers;

/// <summary>What an IP address says about a person.</summary>
public enum IpAddressResult
{
    /// <summary>A public address.</summary>
    Public,

    /// <summary>Not an address.</summary>
    Invalid,

    /// <summary>Private, loopback, link-local, shared, multicast, reserved or unspecified: it says nothing about a person.</summary>
    NotPublic,

    /// <summary>
    /// Its end is blanked with zeros for privacy, as by Symfony's IpUtils and WordPress (one byte of IPv4, eight of IPv6): what is left is no
    /// person's.
    /// </summary>
    Cut,
}

/// <summary>Reads the client's address and lets only public ones through. The documentation ranges pass: Spotify's own example uses one.</summary>
public static class IpAddressGuard
{
    /// <summary>Cleans an address: port and brackets cut, IPv4 inside IPv6 unmapped, canonical text.</summary>
    /// <param name="raw">As received.</param>
    /// <param name="address">Canonical text when the result is <see cref="IpAddressResult.Public"/>.</param>
    public static IpAddressResult Clean(ReadOnlySpan<char> raw, out string address)
    {
        address = string.Empty;
        if (Read(raw) is not { } parsed)
            return IpAddressResult.Invalid;

        if (!IsPublic(parsed))
            return IpAddressResult.NotPublic;

        if (IsCut(parsed))
            return IpAddressResult.Cut;

        address = parsed.ToString();
        return IpAddressResult.Public;
    }

    /// <summary>Reads an address, public or not: port and brackets cut, IPv4 inside IPv6 unmapped; null when it is none.</summary>
    /// <param name="raw">As received.</param>
    public static IPAddress? Read(ReadOnlySpan<char> raw)
    {
        if (!TryCutPort(CellText.Unwrap(raw.Trim()), out var text) || IsScopedOrRange(text) || !IPAddress.TryParse(text, out var parsed))
            return null;

        // IPAddress.TryParse also takes "1", "0x7f.1" and octal parts; a client address never looks like that.
        if (parsed.AddressFamily == AddressFamily.InterNetwork && !text.SequenceEqual(parsed.ToString()))
            return null;

        return parsed.IsIPv4MappedToIPv6 ? parsed.MapToIPv4() : parsed;
    }

    private static bool TryCutPort(ReadOnlySpan<char> text, out ReadOnlySpan<char> address)
    {
        address = text;
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']');
            address = end < 0 ? text : text[1..end];
            return end == text.Length - 1 || (end > 0 && IsPort(text[(end + 1)..]));
        }

        var colon = text.IndexOf(':');
        if (colon < 0 || colon != text.LastIndexOf(':'))
            return true;

        address = text[..colon];
        return IsPort(text[colon..]);
    }

    private static bool IsPort(ReadOnlySpan<char> text) =>
        text.Length is >= 2 and <= 6 && text[0] == ':' && !text[1..].ContainsAnyExceptInRange('0', '9');

    private static bool IsScopedOrRange(ReadOnlySpan<char> text) =>
        text.ContainsAny("[]/") || (text.Contains('%') && !text.StartsWith("fe80", StringComparison.OrdinalIgnoreCase));

    private static bool IsCut(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return !bytes[(length == 4 ? 3 : 8)..length].ContainsAnyExcept((byte)0);
    }

    private static bool IsPublic(IPAddress address)
    {
        Span<byte> b = stackalloc byte[16];
        address.TryWriteBytes(b, out _);

        // Global unicast is 2000::/3 (IANA's registry); everything beside it is loopback, local, multicast, a translation or reserved.
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return (b[0] & 0xE0) == 0x20;

        return b[0] switch
        {
            0 or 10 or 127 or >= 224 => false,
            100 => b[1] is < 64 or > 127,
            169 => b[1] != 254,
            172 => b[1] is < 16 or > 31,
            192 => b[1] != 168 && !(b[1] == 0 && b[2] == 0),
            198 => b[1] is not (18 or 19),
            _ => true,
        };
    }
}
