using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace SpotifyStandIn.Received;

/// <summary>One request as the log remembers it. It never holds a token.</summary>
public sealed class ReceivedRequest
{
    private byte[]? body;
    private Completion? completion;

    /// <summary>1, 2, 3… in the order in which requests were decided; it continues after the log is cleared.</summary>
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
        get => Volatile.Read(ref body);
        init => body = value;
    }

    /// <summary>From arrival until the answer was written or the connection cut; null while that is under way.</summary>
    public TimeSpan? Duration => Volatile.Read(ref completion)?.Duration;

    /// <summary>Whether the whole answer was written; null while that is under way.</summary>
    public bool? Answered => Volatile.Read(ref completion)?.Answered;

    internal void Complete(TimeSpan duration, bool answered) => Volatile.Write(ref completion, new Completion(duration, answered));

    internal void ForgetBody() => Volatile.Write(ref body, null);

    private sealed record Completion(TimeSpan Duration, bool Answered);
}

/// <summary>What a request was for.</summary>
public enum RequestKind
{
    Events,
    Token,
    Unknown,
}

/// <summary>One event as it lay in the body; id and name are null when they were missing or no text.</summary>
/// <param name="Sha256">Digest of the event's own bytes, so that two sends can be compared.</param>
/// <param name="Offset">Where those bytes start in the body.</param>
public sealed record ReceivedEvent(string? Id, string? Name, Sha256Digest Sha256, int Offset, int Length);

/// <summary>Finds the events of any body that has some, also of one that will be refused.</summary>
internal static class EventReader
{
    private const int LongestConnection = 100;

    public static IReadOnlyList<ReceivedEvent> Events(JsonElement root, ReadOnlySpan<byte> body)
    {
        if (Find(Envelope(root), "events") is not { ValueKind: JsonValueKind.Array } list)
            return [];
        var events = new List<ReceivedEvent>(list.GetArrayLength());
        foreach (var element in list.EnumerateArray())
        {
            var bytes = JsonMarshal.GetRawUtf8Value(element);
            body.Overlaps(bytes, out var offset);
            var digest = Sha256Digest.Of(bytes);
            events.Add(new ReceivedEvent(Text(element, "event_id"), Text(element, "event_name"), digest, offset, bytes.Length));
        }

        return events;
    }

    public static string? Connection(JsonElement root)
    {
        if (Text(Envelope(root), "capi_connection_id") is { } id)
            return id.Length <= LongestConnection ? id : id[..LongestConnection];
        return Text(root, "advertiser_id") is { } advertiser && Text(root, "conversion_id") is { } conversion
            ? $"{advertiser}/{conversion}"
            : null;
    }

    private static JsonElement Envelope(JsonElement root) => Find(root, "conversion_events") ?? root;

    private static string? Text(JsonElement element, string name) =>
        Find(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Find(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}

/// <summary>A SHA-256 digest in 32 bytes: a load test leaves hundreds of thousands of them behind.</summary>
public readonly record struct Sha256Digest
{
    private readonly UInt128 first;
    private readonly UInt128 second;

    private Sha256Digest(ReadOnlySpan<byte> hash)
    {
        first = MemoryMarshal.Read<UInt128>(hash);
        second = MemoryMarshal.Read<UInt128>(hash[16..]);
    }

    public static Sha256Digest Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return new Sha256Digest(hash);
    }

    /// <summary>64 lower-case hex digits.</summary>
    public override string ToString()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        MemoryMarshal.Write(hash, in first);
        MemoryMarshal.Write(hash[16..], in second);
        return Convert.ToHexStringLower(hash);
    }
}
