using System.Buffers;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SpotifyStandIn.Contracts;

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
