using SpotifyCapi.Text;

namespace SpotifyCapi.Identifiers;

/// <summary>A phone number as somebody typed it. It never prints itself, so that it cannot slip into a log.</summary>
public readonly record struct RawPhone
{
    /// <summary>A number.</summary>
    /// <param name="value">The text.</param>
    /// <param name="country">ISO 3166-1 alpha-2 country of the address that the number stood in; null when unknown.</param>
    public RawPhone(string value, string? country = null) => (Text, Country) = (value, country);

    internal RawPhone(Utf8Text text) => Text = text;

    /// <summary>The text.</summary>
    public string Value => Text.ToString();

    /// <summary>ISO 3166-1 alpha-2 country of the address that the number stood in; null when unknown.</summary>
    public string? Country { get; }

    internal Utf8Text Text { get; }

    /// <inheritdoc/>
    public override string ToString() => "[phone]";
}
