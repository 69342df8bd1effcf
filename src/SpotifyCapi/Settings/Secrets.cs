using System.Text;

namespace SpotifyCapi.Settings;

/// <summary>Where secrets come from: Key Vault in Azure, the settings on a developer's machine.</summary>
public interface ISecretReader
{
    /// <summary>Reads a secret by its name: letters, digits and hyphens.</summary>
    /// <exception cref="SecretUnavailableException">It does not exist, or the store cannot be reached and nothing is cached.</exception>
    ValueTask<SecretValue> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>Reads a secret again from its store, because the one at hand was refused. Calls that come close together share one read.</summary>
    /// <exception cref="SecretUnavailableException">As for <see cref="GetAsync"/>.</exception>
    ValueTask<SecretValue> RefreshAsync(string name, CancellationToken cancellationToken);
}

/// <summary>A secret: a token, a key or a password. It never prints itself.</summary>
public sealed class SecretValue : IEquatable<SecretValue>
{
    private readonly string text;
    private readonly byte[] utf8;

    /// <summary>
    /// Wraps a secret. Not empty: an empty secret would be an open door. A line break at its end came with the file that it was stored from.
    /// </summary>
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

/// <summary>A secret cannot be read now. Names the secret, never its value.</summary>
/// <param name="name">Name of the secret.</param>
/// <param name="innerException">What the store said.</param>
public sealed class SecretUnavailableException(string name, Exception? innerException = null)
    : Exception($"The secret \"{name}\" is not available.", innerException)
{
    /// <summary>Name of the secret.</summary>
    public string Name { get; } = name;
}
