using System.Text.Json;

namespace SpotifyCapi.Events;

/// <summary>Where the fields of an event come from and go to: its texts stay in the buffer that they are read from, its mistakes go to the event.</summary>
/// <param name="read">The event.</param>
/// <param name="buffer">What the reader reads; null when it will be used again, so that each text needs a string of its own.</param>
/// <param name="start">Where in it the reader began.</param>
internal readonly struct FieldTarget(ConversionEvent read, byte[]? buffer, int start)
{
    /// <summary>What was wrong while reading.</summary>
    public List<ValidationError> Errors => read.ReadErrors;

    /// <summary>The string or number that the reader stands on, when it can stay where it is.</summary>
    public bool IsHeld(ref Utf8JsonReader reader, out Utf8Text text)
    {
        if (buffer is null || reader.ValueIsEscaped)
        {
            text = default;
            return false;
        }

        var quote = reader.TokenType == JsonTokenType.String ? 1 : 0;
        text = new Utf8Text(buffer, start + (int)reader.TokenStartIndex + quote, reader.ValueSpan.Length);
        return true;
    }

    /// <summary>The string or number that the reader stands on.</summary>
    /// <exception cref="InvalidOperationException">It holds half of a surrogate pair.</exception>
    public Utf8Text Text(ref Utf8JsonReader reader) =>
        IsHeld(ref reader, out var text) ? text
        : reader.TokenType == JsonTokenType.String ? reader.GetString()
        : System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
}
