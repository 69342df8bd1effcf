using System.Net;
using System.Net.Sockets;

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
    /// <summary>Cleans an address: port and brackets cut, IPv4 inside IPv6 unmapped, canonical text.</summary>
    /// <param name="raw">As received.</param>
    /// <param name="address">Canonical text when the result is <see cref="IpAddressResult.Public"/>.</param>
    public static IpAddressResult Clean(ReadOnlySpan<char> raw, out string address)
    {
        address = string.Empty;
        var text = CutPort(raw.Trim());
        if (!LooksLikeAddress(text) || !IPAddress.TryParse(text, out var parsed))
        {
            return IpAddressResult.Invalid;
        }

        if (parsed.IsIPv4MappedToIPv6)
        {
            parsed = parsed.MapToIPv4();
        }

        if (!IsPublic(parsed))
        {
            return IpAddressResult.NotPublic;
        }

        address = parsed.ToString();
        return IpAddressResult.Public;
    }

    private static ReadOnlySpan<char> CutPort(ReadOnlySpan<char> text)
    {
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']');
            return end < 0 ? text : text[1..end];
        }

        var colon = text.IndexOf(':');
        return colon >= 0 && colon == text.LastIndexOf(':') ? text[..colon] : text;
    }

    // IPAddress.TryParse also takes "1", "0x7f.1" and octal parts; a client address never looks like that.
    private static bool LooksLikeAddress(ReadOnlySpan<char> text)
    {
        if (text.Contains(':'))
        {
            return !text.Contains('%') || text.StartsWith("fe80", StringComparison.OrdinalIgnoreCase);
        }

        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            parts++;
            if (part.Length is 0 or > 3 || part.ContainsAnyExceptInRange('0', '9') || (part.Length > 1 && part[0] == '0'))
            {
                return false;
            }
        }

        return parts == 4;
    }

    private static bool IsPublic(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return !(address.Equals(IPAddress.IPv6Any) || IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal
                || address.IsIPv6SiteLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast);
        }

        Span<byte> b = stackalloc byte[4];
        address.TryWriteBytes(b, out _);
        return b[0] switch
        {
            0 or 10 or 127 or >= 224 => false,
            100 => b[1] is < 64 or > 127,
            169 => b[1] != 254,
            172 => b[1] is < 16 or > 31,
            192 => b[1] != 168,
            _ => true,
        };
    }
}
