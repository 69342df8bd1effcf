using SpotifyCapi.Text;

namespace SpotifyCapi.Identifiers;

/// <summary>An e-mail address as somebody typed it. It never prints itself, so that it cannot slip into a log.</summary>
public readonly record struct RawEmail
{
    /// <summary>An address.</summary>
    /// <param name="value">The text.</param>
    public RawEmail(string value) => Text = value;

    internal RawEmail(Utf8Text text) => Text = text;

    /// <summary>The text.</summary>
    public string Value => Text.ToString();

    internal Utf8Text Text { get; }

    /// <inheritdoc/>
    public override string ToString() => "[e-mail]";
}
