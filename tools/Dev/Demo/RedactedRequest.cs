using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dev.Demo;

/// <summary>A request body for a terminal: indented, digests cut to 8 characters, addresses and device ids shortened.</summary>
internal static partial class RedactedRequest
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<string> Lines(JsonElement body)
    {
        var text = JsonSerializer.Serialize(body, Indented).ReplaceLineEndings("\n");
        text = Digest().Replace(text, match => $"\"{match.Groups[1].Value}…\"");
        return Identifier().Replace(text, match => $"{match.Groups[1].Value}{match.Groups[2].Value[..(match.Groups[2].Length / 2)]}…\"").Split('\n');
    }

    [GeneratedRegex("\"([0-9A-Fa-f]{8})[0-9A-Fa-f]{56}\"", RegexOptions.CultureInvariant)]
    private static partial Regex Digest();

    [GeneratedRegex("(\"(?:ip_address|device_id)\": \")([^\"]*)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
