using System.Text;

namespace SpotifyCapi.Settings;

/// <summary>A secret: a token, a key or a password. It never prints itself.</summary>
public sealed class SecretValue : IEquatable<SecretValue>
{
    private readonly string text;
    private readonly byte[] utf8;

    /// <summary>Wraps a secret.</summary>
    /// <param name="text">Not empty: an empty secret would be an open door. A line break at its end came with the file that it was stored from.</param>
    public SecretValue(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        this.text = text.TrimEnd('\r', '\n');
        utf8 = Encoding.UTF8.GetBytes(this.text);
    }

    /// <summary>Its UTF-8 bytes, for a signature.</summary>
    public ReadOnlySpan<byte> Utf8 => utf8;

    /// <summary>The secret itself, for an Authorization header.</summary>
    public string Reveal() => text;

    /// <inheritdoc/>
    public bool Equals(SecretValue? other) => other is not null && string.Equals(text, other.text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SecretValue);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(text);

    /// <inheritdoc/>
    public override string ToString() => "***";
}
