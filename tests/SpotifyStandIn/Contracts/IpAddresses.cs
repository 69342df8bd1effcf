using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace SpotifyStandIn.Contracts;

/// <summary>A client's own public address. Documentation ranges pass: Spotify's published example is one.</summary>
internal static class IpAddresses
{
    public static string? Problem(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return "must be a string";
        var text = value.GetString()!;
        if (!IPAddress.TryParse(text, out var address) || !IsPlain(text, address))
            return "must be an IPv4 or IPv6 address";
        return IsPublic(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address) ? null : "must be a public address";
    }

    // The parser also takes "1", "0x7f.1", "[::1]:80" and scope ids, which no API means by an address.
    private static bool IsPlain(string text, IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? address.ToString() == text
        : text.AsSpan().IndexOfAny("[]%/") < 0;

    private static bool IsPublic(IPAddress address)
    {
        if (IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
            return false;
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
            return !(address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast);
        return address.GetAddressBytes() switch
        {
            [10, ..] => false,
            [172, >= 16 and <= 31, ..] => false,
            [192, 168, ..] => false,
            [169, 254, ..] => false,
            [>= 224 and <= 239, ..] => false,
            _ => true,
        };
    }
}
