namespace SpotifyCapi.Identifiers;

/// <summary>An e-mail address as somebody typed it. It never prints itself, so that it cannot slip into a log.</summary>
/// <param name="Value">The text.</param>
public readonly record struct RawEmail(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => "[e-mail]";
}
