using System.Buffers;
using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SpotifyStandIn.Contracts;

/// <summary>Four identifiers, at least one of them present and each one real.</summary>
internal sealed class UserDataRules(FieldSet fields)
{
    public void Check(JsonElement element, FieldPath at, RuleScope scope)
    {
        var problems = scope.Problems;
        if (!fields.TryRead(element, at, problems, out var values))
            return;

        var (ip, device, emails, phone, userAgent) = (values[0], values[1], values[2], values[3], values[4]);
        if (!IsPresent(ip) && !IsPresent(device) && !IsPresent(emails) && !IsPresent(phone))
            problems.Add(at, "needs at least one of ip_address, device_id, hashed_emails, hashed_phone_number");

        if (IsPresent(ip) && IpAddresses.Problem(ip) is { } ipProblem)
            problems.Add(at.Child("ip_address"), ipProblem);
        if (Texts.Read(device, at.Child("device_id"), problems) is { } id && IsZero(id))
            problems.Add(at.Child("device_id"), "is an all-zero advertising id");
        if (IsPresent(emails))
            CheckEmails(emails, at.Child("hashed_emails"), scope);
        if (IsPresent(phone) && Digests.Problem(phone, scope.AllowEmptyDigest) is { } phoneProblem)
            problems.Add(at.Child("hashed_phone_number"), phoneProblem);
        Texts.Read(userAgent, at.Child("user_agent"), problems);
    }

    private static void CheckEmails(JsonElement emails, FieldPath at, RuleScope scope)
    {
        if (emails.ValueKind != JsonValueKind.Array)
        {
            scope.Problems.Add(at, "must be an array of strings");
            return;
        }

        if (emails.GetArrayLength() == 0)
            scope.Problems.Add(at, "must not be empty");
        var item = 0;
        foreach (var email in emails.EnumerateArray())
        {
            if (Digests.Problem(email, scope.AllowEmptyDigest) is { } problem)
                scope.Problems.Add(at with { Item = item }, problem);
            item++;
        }
    }

    private static bool IsPresent(JsonElement value) => value.ValueKind != JsonValueKind.Undefined;

    // A device whose owner limits ad tracking reports zeros, the same for everybody.
    private static bool IsZero(string deviceId) => !deviceId.AsSpan().ContainsAnyExcept('0', '-');
}

/// <summary>A SHA-256 digest in 64 lower-case hex digits, of something that was really there.</summary>
internal static class Digests
{
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");
    private static readonly string OfNothing = DigestOf("");
    private static readonly FrozenSet<string> OfPlaceholders = Placeholders().Select(DigestOf).ToFrozenSet(StringComparer.Ordinal);

    public static string? Problem(JsonElement value, bool allowEmpty)
    {
        if (value.ValueKind != JsonValueKind.String)
            return "must be a string";
        var text = value.GetString()!;
        if (text.Length != 64 || text.AsSpan().ContainsAnyExcept(LowerHex))
            return "must be a SHA-256 digest of 64 lower-case hex digits";
        if (text == OfNothing)
            return allowEmpty ? null : "is the digest of the empty string";
        return OfPlaceholders.Contains(text) ? "is the digest of a placeholder such as null or undefined" : null;
    }

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static IEnumerable<string> Placeholders()
    {
        string[] words = ["null", "undefined", "none", "nil", "nan", "n/a", "na", "unknown", "(not set)", "[object object]"];
        return [.. words, .. words.Select(word => word.ToUpperInvariant()), " ", "+", "-", "None", "NaN", "N/a", "[object Object]"];
    }
}

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

/// <summary>Strings that must say something.</summary>
internal static class Texts
{
    /// <summary>The text, or null after the problem was noted. An absent optional field is null without a problem.</summary>
    public static string? Read(JsonElement value, FieldPath at, ProblemList problems, bool required = false)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            if (required)
                problems.Add(at, "is required");
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
            problems.Add(at, "must be a string");
        else if (string.IsNullOrWhiteSpace(value.GetString()))
            problems.Add(at, "must not be blank");
        else
            return value.GetString();
        return null;
    }
}
