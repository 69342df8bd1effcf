using SpotifyCapi.Text;

namespace SpotifyCapi.Identifiers;

/// <summary>An address that <see cref="EmailNormalizer"/> has cleaned and that is ready to be hashed. It never prints itself.</summary>
public readonly record struct NormalizedEmail
{
    internal NormalizedEmail(Utf8Text text) => Text = text;

    /// <summary>The cleaned address; only the queue writer and the hasher have a reason to read it.</summary>
    public string Value => Text.ToString();

    internal Utf8Text Text { get; }

    /// <inheritdoc/>
    public override string ToString() => "[e-mail]";
}
