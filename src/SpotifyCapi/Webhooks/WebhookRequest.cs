namespace SpotifyCapi.Webhooks;

/// <summary>A webhook as it arrived, free of any web framework.</summary>
/// <param name="Body">The raw bytes; signatures are over exactly these.</param>
/// <param name="Header">All values of a header, whatever the case of its name; empty when it is missing.</param>
/// <param name="ReceivedAt">When it arrived, UTC.</param>
public sealed record WebhookRequest(ReadOnlyMemory<byte> Body, Func<string, IReadOnlyList<string>> Header, DateTimeOffset ReceivedAt)
{
    /// <summary>The only value of a header; null when it is missing or repeated.</summary>
    /// <param name="name">Header name.</param>
    public string? Only(string name) => Header(name) is [var value] ? value : null;

    /// <summary>The only value under the first of several names that is present; null when none is, or when it is repeated.</summary>
    /// <param name="names">Header names.</param>
    public string? OnlyOf(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Header(name).Count > 0)
                return Only(name);
        }

        return null;
    }
}
