namespace SpotifyCapi.Identifiers;

/// <summary>A phone number as somebody typed it. It never prints itself, so that it cannot slip into a log.</summary>
/// <param name="Value">The text.</param>
/// <param name="Country">ISO 3166-1 alpha-2 country of the address that the number stood in; null when unknown.</param>
public readonly record struct RawPhone(string Value, string? Country = null)
{
    /// <inheritdoc/>
    public override string ToString() => "[phone]";
}
