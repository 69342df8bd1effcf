using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SpotifyCapi.Spotify;

/// <summary>
/// Reads the first part of an answer tolerantly: Spotify publishes no error format for this host, so JSON in several shapes, plain text and
/// HTML are all expected. What is kept is cut short and freed of anything that could be personal.
/// </summary>
internal static partial class ErrorBodySanitizer
{
    private const int MaxBytes = 4096;
    private const int MaxMessage = 300;

    public static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = ArrayPool<byte>.Shared.Rent(MaxBytes);
        try
        {
            var length = await stream.ReadAtLeastAsync(buffer.AsMemory(0, MaxBytes), MaxBytes, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(buffer.AsSpan(0, length));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            // The status has been received and decides, whatever breaks or ends the reading; the text would only have explained it.
            return string.Empty;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static string? TraceId(string text) => TraceIdPattern().Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    public static string? TraceIdFrom(string? header) => header is not null && HeaderPattern().IsMatch(header) ? header : null;

    public static string? Message(string text)
    {
        var message = Addresses().Replace(FromJson(text) ?? text, "[e-mail]");
        message = Digests().Replace(message, "[digest]");
        message = Ids().Replace(message, "[id]");
        message = Tokens().Replace(message, "[token]");
        message = IpAddresses().Replace(message, "[ip]");
        message = Numbers().Replace(message, "[number]");
        message = Blanks().Replace(message, " ").Trim();
        return message.Length == 0 ? null : Cut(message);
    }

    private static string Cut(string text) =>
        text.Length <= MaxMessage ? text : text[..(char.IsHighSurrogate(text[MaxMessage - 1]) ? MaxMessage - 1 : MaxMessage)];

    private static string? FromJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;

            if (root.TryGetProperty("messages", out var messages) && messages.ValueKind == JsonValueKind.Array)
                return string.Join(" ", messages.EnumerateArray().Take(3).Select(item => item.ToString()));

            foreach (var name in (string[])["message", "error_description", "error"])
            {
                if (root.TryGetProperty(name, out var value))
                    return value.ValueKind == JsonValueKind.Object && value.TryGetProperty("message", out var inner) ? inner.ToString() : value.ToString();
            }

            return null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    [GeneratedRegex("\"sp_trace_id\"\\s*:\\s*\"([A-Za-z0-9-]{1,64})\"")]
    private static partial Regex TraceIdPattern();

    [GeneratedRegex("^[A-Za-z0-9-]{1,64}$")]
    private static partial Regex HeaderPattern();

    // The at sign as itself, in a URL, in JSON inside JSON, and in HTML.
    [GeneratedRegex(@"[^\s""'<>]{1,320}(?:@|%(?:25)*40|\\u0040|&\#64;)[^\s""'<>]+")]
    private static partial Regex Addresses();

    [GeneratedRegex("[0-9A-Fa-f]{32,}")]
    private static partial Regex Digests();

    // Device ids and the like.
    [GeneratedRegex("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}")]
    private static partial Regex Ids();

    // An answer may repeat the token that it refuses. The names of fields are long too, but have neither digits nor capitals.
    [GeneratedRegex(@"(?=[\w.~+=-]*[0-9])(?=[\w.~+=-]*[A-Z])[\w.~+=-]{32,}")]
    private static partial Regex Tokens();

    [GeneratedRegex(@"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?:[0-9A-Fa-f]{1,4}:){2,7}:?[0-9A-Fa-f]{0,4}|[0-9A-Fa-f]{1,4}::[0-9A-Fa-f:]*")]
    private static partial Regex IpAddresses();

    // Phone numbers.
    [GeneratedRegex(@"\+?\d[\d\s().:-]{6,}\d")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"[\s\p{C}]+")]
    private static partial Regex Blanks();
}
