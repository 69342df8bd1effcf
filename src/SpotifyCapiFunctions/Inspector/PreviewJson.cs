using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Validation;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>Writes previews. The body is copied as it is, so that what is shown is exactly what would be sent.</summary>
internal static class PreviewJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(Destination destination, IReadOnlyList<EventPreview> previews, bool redacted = false)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("destination", destination.Name);
            writer.WriteString("profile", destination.Profile.ToString());
            writer.WriteString("endpoint", destination.Endpoint.AbsoluteUri);
            writer.WriteStartArray("results");
            for (var i = 0; i < previews.Count; i++)
                WriteResult(writer, destination, i, previews[i], redacted);

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return output.WrittenMemory;
    }

    private static void WriteResult(Utf8JsonWriter writer, Destination destination, int index, EventPreview preview, bool redacted)
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", index);
        switch (preview.Decision)
        {
            case EventDecision.Accepted({ Facts: var facts }):
                writer.WriteString("event_id", facts.EventId);
                writer.WriteString("status", IngestStatus.Accepted);
                WriteDropped(writer, facts.Dropped);
                WriteRequest(writer, destination, preview.Body, redacted);
                break;
            case EventDecision.Ignored(var reason):
                WriteId(writer, preview.Event);
                writer.WriteString("status", IngestStatus.Ignored);
                writer.WriteString("reason", reason);
                if (preview.DroppedAnyway.Count > 0)
                    WriteDropped(writer, preview.DroppedAnyway);

                break;
            case EventDecision.Rejected(var errors, var dropped):
                WriteId(writer, preview.Event, errors);
                writer.WriteString("status", IngestStatus.Rejected);
                WriteErrors(writer, errors);
                WriteDropped(writer, dropped);
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter writer, ConversionEvent @event, IReadOnlyList<ValidationError>? errors = null)
    {
        if (SenderText.Id(@event.EventId) is { } id && errors?.Any(error => error.Code == ErrorCodes.EventIdIsPersonal) != true)
            writer.WriteString("event_id", id);
    }

    private static void WriteRequest(Utf8JsonWriter writer, Destination destination, ReadOnlyMemory<byte> body, bool redacted)
    {
        writer.WriteStartObject("request");
        writer.WriteString("method", "POST");
        writer.WriteString("url", destination.Endpoint.AbsoluteUri);
        writer.WriteStartObject("headers");
        writer.WriteString("Authorization", "Bearer ***");
        writer.WriteString("Content-Type", "application/json");
        writer.WriteEndObject();
        writer.WritePropertyName("body");
        if (redacted)
            RedactedBody.Write(writer, body);
        else
            writer.WriteRawValue(body.Span, skipInputValidation: true);

        writer.WriteEndObject();
    }

    private static void WriteErrors(Utf8JsonWriter writer, IReadOnlyList<ValidationError> errors)
    {
        writer.WriteStartArray("errors");
        foreach (var (code, field, message) in errors)
            WriteFinding(writer, code, field, message);

        writer.WriteEndArray();
    }

    private static void WriteDropped(Utf8JsonWriter writer, IReadOnlyList<DroppedField> dropped)
    {
        writer.WriteStartArray("dropped");
        foreach (var drop in dropped)
            WriteFinding(writer, drop.Code, drop.Field, drop.Message);

        writer.WriteEndArray();
    }

    private static void WriteFinding(Utf8JsonWriter writer, string code, string field, string message)
    {
        writer.WriteStartObject();
        writer.WriteString("code", code);
        writer.WriteString("field", field);
        writer.WriteString("message", message);
        writer.WriteEndObject();
    }
}
