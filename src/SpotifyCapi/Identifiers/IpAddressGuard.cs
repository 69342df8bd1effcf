using System.Net;
using System.Net.Sockets;
using SpotifyCapi.Text;

namespace SpotifyCapi.Identifiers;

/// <summary>What became of an IP address.</summary>
public enum IpAddressResult
{
    /// <summary>A public address.</summary>
    Public,

    /// <summary>Not an address.</summary>
    Invalid,

    /// <summary>Private, loopback, link-local, shared, multicast, reserved or unspecified: it says nothing about a person.</summary>
    NotPublic,
}

/// <summary>Reads the client's address and lets only public ones through. The documentation ranges pass: Spotify's own example uses one.</summary>
public static class IpAddressGuard
{
    private const int LongestIPv4 = 15;

    /// <summary>Cleans an address: port and brackets cut, IPv4 inside IPv6 unmapped, canonical text.</summary>
    /// <param name="raw">As received.</param>
    /// <param name="address">Canonical text when the result is <see cref="IpAddressResult.Public"/>.</param>
    public static IpAddressResult Clean(ReadOnlySpan<char> raw, out string address)
    {
        address = string.Empty;
        if (!TryCutPort(raw.Trim(), out var text) || !LooksLikeAddress(text) || !IPAddress.TryParse(text, out var parsed))
            return IpAddressResult.Invalid;

        if (parsed.IsIPv4MappedToIPv6)
            parsed = parsed.MapToIPv4();

        if (!IsPublic(parsed))
            return IpAddressResult.NotPublic;

        address = parsed.ToString();
        return IpAddressResult.Public;
    }

    /// <summary>Whether a text is, as it stands, the canonical form of a public IPv4 address: what nearly every event brings.</summary>
    /// <param name="text">As received.</param>
    internal static bool IsPlainPublic(ReadOnlySpan<byte> text)
    {
        Span<byte> address = stackalloc byte[4];
        return TryReadIPv4(text, address) && IsPublicIPv4(address);
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

    // IPAddress.TryParse also takes "1", "0x7f.1" and octal parts; a client address never looks like that.
    private static bool LooksLikeAddress(ReadOnlySpan<char> text)
    {
        if (text.Contains(':'))
            return !text.ContainsAny("[]/") && (!text.Contains('%') || text.StartsWith("fe80", StringComparison.OrdinalIgnoreCase));

        return TryReadIPv4(PlainText.Narrow(text, stackalloc byte[LongestIPv4]), stackalloc byte[4]);
    }

    private static bool TryReadIPv4(ReadOnlySpan<byte> text, Span<byte> address)
    {
        var (part, value, digits) = (0, 0, 0);
        foreach (var c in text)
        {
            if (c == '.' && digits > 0 && part < 3)
            {
                address[part++] = (byte)value;
                (value, digits) = (0, 0);
            }
            else if (c is >= (byte)'0' and <= (byte)'9' && (digits == 0 || value > 0))
            {
                value = (10 * value) + (c - '0');
                digits++;
                if (value > byte.MaxValue)
                    return false;
            }
            else
            {
                return false;
            }
        }

        address[part] = (byte)value;
        return part == 3 && digits > 0;
    }

    private static bool IsPublic(IPAddress address)
    {
        Span<byte> b = stackalloc byte[16];
        address.TryWriteBytes(b, out _);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // Global unicast is 2000::/3 (IANA's registry); everything beside it is loopback, local, multicast, a translation or reserved.
            return (b[0] & 0xE0) == 0x20;
        }

        return IsPublicIPv4(b);
    }

    private static bool IsPublicIPv4(ReadOnlySpan<byte> b) =>
        b[0] switch
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
