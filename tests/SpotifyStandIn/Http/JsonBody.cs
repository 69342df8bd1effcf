using System.Text.Json;
using System.Text.Unicode;

namespace SpotifyStandIn.Http;

/// <summary>A body parsed once. When there is a root, every string in it is valid Unicode.</summary>
internal sealed class JsonBody : IDisposable
{
    private readonly JsonDocument? _document;

    private JsonBody(JsonDocument? document, string? problem) => (_document, Problem) = (document, problem);

    public JsonElement? Root => _document?.RootElement;

    /// <summary>Why there is no root.</summary>
    public string? Problem { get; }

    public static JsonBody Parse(ReadOnlyMemory<byte> bytes)
    {
        if (!Utf8.IsValid(bytes.Span))
            return new JsonBody(null, "$: is not valid UTF-8");
        try
        {
            if (bytes.Span.IndexOf("\\u"u8) >= 0)
                DecodeEveryString(bytes.Span);
            return new JsonBody(JsonDocument.Parse(bytes), null);
        }
        catch (JsonException e)
        {
            return new JsonBody(null, $"$: is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})");
        }
        catch (InvalidOperationException)
        {
            return new JsonBody(null, "$: holds a surrogate without its pair");
        }
    }

    public void Dispose() => _document?.Dispose();

    // The parser checks escapes only when a string is asked for; asking now keeps the rules free of that case.
    private static void DecodeEveryString(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                reader.GetString();
        }
    }
}
