using System.Text;

namespace SpotifyCapi.Webhooks;

/// <summary>What a sender signs, written as a text with <c>{body}</c> and perhaps <c>{timestamp}</c>, such as <c>{timestamp}.{body}</c>.</summary>
public sealed class SigningTemplate
{
    private const string BodyPlaceholder = "{body}";
    private const string TimestampPlaceholder = "{timestamp}";

    private readonly string before;
    private readonly string after;

    private SigningTemplate(string before, string after)
    {
        this.before = before;
        this.after = after;
    }

    /// <summary>The body alone.</summary>
    public static SigningTemplate BodyOnly { get; } = new(string.Empty, string.Empty);

    /// <summary>Whether the time is signed too.</summary>
    public bool SignsTimestamp =>
        before.Contains(TimestampPlaceholder, StringComparison.Ordinal) || after.Contains(TimestampPlaceholder, StringComparison.Ordinal);

    /// <summary>Reads a template.</summary>
    /// <param name="text">Holds <c>{body}</c> once, and no other placeholder than <c>{timestamp}</c>.</param>
    /// <returns>Null when it is none.</returns>
    public static SigningTemplate? Parse(string text)
    {
        if (text.Split(BodyPlaceholder) is not [var before, var after])
            return null;

        var rest = (before + after).Replace(TimestampPlaceholder, string.Empty, StringComparison.Ordinal);
        return rest.AsSpan().ContainsAny('{', '}') ? null : new SigningTemplate(before, after);
    }

    /// <summary>Fills the template for one request.</summary>
    /// <param name="timestamp">The text of the timestamp header; empty when there is none.</param>
    /// <param name="body">The raw body.</param>
    public SignedContent Fill(string timestamp, ReadOnlySpan<byte> body) => new(Fill(before, timestamp), body, Fill(after, timestamp));

    private static byte[] Fill(string text, string timestamp) =>
        text.Length == 0 ? [] : Encoding.UTF8.GetBytes(text.Replace(TimestampPlaceholder, timestamp, StringComparison.Ordinal));
}
