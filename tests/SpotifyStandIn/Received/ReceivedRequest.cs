namespace SpotifyStandIn.Received;

/// <summary>One request as the log remembers it. It never holds a token.</summary>
public sealed class ReceivedRequest
{
    private byte[]? _body;
    private Completion? _completion;

    /// <summary>1, 2, 3… in the order in which requests were decided; it goes on after the log is cleared.</summary>
    public long Sequence { get; internal set; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public required RequestKind Kind { get; init; }

    /// <summary>Null when a fault left the sender without a status.</summary>
    public int? Status { get; init; }

    /// <summary>Whether the events count as taken, even if the sender never learnt it.</summary>
    public bool Accepted { get; init; }

    public bool AuthorizationOk { get; init; }

    /// <summary>The connection id, or "advertiser/conversion" for a partner; as sent, so possibly unknown.</summary>
    public string? Connection { get; init; }

    /// <summary>The kind of scripted fault that this request met, or null.</summary>
    public string? Fault { get; init; }

    public IReadOnlyList<ReceivedEvent> Events { get; init; } = [];

    /// <summary>What was wrong, by JSON path. Values are never part of it.</summary>
    public IReadOnlyList<string> Messages { get; init; } = [];

    public Sha256Digest? BodySha256 { get; init; }

    public int BodyLength { get; init; }

    /// <summary>The exact body, until newer requests push it out.</summary>
    public ReadOnlyMemory<byte>? Body => KeptBody is { } body ? body : default(ReadOnlyMemory<byte>?);

    internal byte[]? KeptBody
    {
        get => Volatile.Read(ref _body);
        init => _body = value;
    }

    /// <summary>From arrival until the answer was written or the connection cut; null while that is under way.</summary>
    public TimeSpan? Duration => Volatile.Read(ref _completion)?.Duration;

    /// <summary>Whether the whole answer was written; null while that is under way.</summary>
    public bool? Answered => Volatile.Read(ref _completion)?.Answered;

    internal void Complete(TimeSpan duration, bool answered) => Volatile.Write(ref _completion, new Completion(duration, answered));

    internal void ForgetBody() => Volatile.Write(ref _body, null);

    private sealed record Completion(TimeSpan Duration, bool Answered);
}

/// <summary>What a request was for.</summary>
public enum RequestKind
{
    Events,
    Token,
    Unknown,
}
