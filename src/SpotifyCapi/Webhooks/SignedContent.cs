namespace SpotifyCapi.Webhooks;

/// <summary>What a signature is over: the raw body, and with some senders a text around it, such as the time.</summary>
/// <param name="before">Bytes before the body.</param>
/// <param name="body">The body as it arrived.</param>
/// <param name="after">Bytes after the body.</param>
public readonly ref struct SignedContent(ReadOnlySpan<byte> before, ReadOnlySpan<byte> body, ReadOnlySpan<byte> after)
{
    /// <summary>Bytes before the body.</summary>
    public ReadOnlySpan<byte> Before { get; } = before;

    /// <summary>The body as it arrived.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;

    /// <summary>Bytes after the body.</summary>
    public ReadOnlySpan<byte> After { get; } = after;

    /// <summary>The body alone.</summary>
    /// <param name="body">The body as it arrived.</param>
    public static SignedContent Of(ReadOnlySpan<byte> body) => new(default, body, default);
}
