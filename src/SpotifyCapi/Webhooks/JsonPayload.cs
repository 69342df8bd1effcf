using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.Webhooks;

/// <summary>Opens the JSON of a webhook and turns everything that is wrong with it as a whole into <see cref="SourceReading.Malformed"/>.</summary>
internal static class JsonPayload
{
    /// <summary>Most events of one request; platforms send one, batches of Segment about a hundred.</summary>
    public const int MaxEvents = 1000;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = EventReader.MaxDepth };

    /// <summary>Reads a raw body; a byte order mark is skipped.</summary>
    public static SourceReading Read(ReadOnlyMemory<byte> body, Func<JsonElement, SourceReading> read)
    {
        if (JsonBody.Check(body.Span, out var json) is { } error)
            return new SourceReading.Malformed(error);

        try
        {
            using var document = JsonDocument.Parse(body[^json.Length..], Options);
            return read(document.RootElement);
        }
        catch (JsonException exception)
        {
            return new SourceReading.Malformed(JsonBody.Describe(exception));
        }
        catch (InvalidOperationException)
        {
            return Malformed(ErrorCodes.MalformedJson, "A property name holds half of a surrogate pair.");
        }
    }

    /// <summary>Reads a body that must be an object; the sentence says so when it is not.</summary>
    public static SourceReading ReadObject(ReadOnlyMemory<byte> body, string sentence, Func<JsonElement, SourceReading> read) =>
        Read(body, root => root.ValueKind == JsonValueKind.Object ? read(root) : Malformed(ErrorCodes.UnexpectedShape, sentence));

    /// <summary>Reads our own canonical events, in any of the shapes that <c>POST /api/events</c> takes.</summary>
    public static SourceReading ReadCanonical(ReadOnlyMemory<byte> body, string? deliveryId = null) => EventReader.Read(body, MaxEvents) switch
    {
        EventReading.Events(var events) => new SourceReading.Events(events, deliveryId),
        EventReading.Malformed(var error) => new SourceReading.Malformed(error),
        _ => throw new InvalidOperationException(),
    };

    public static SourceReading Malformed(string code, string sentence) =>
        new SourceReading.Malformed(new ValidationError(code, string.Empty, sentence));
}
