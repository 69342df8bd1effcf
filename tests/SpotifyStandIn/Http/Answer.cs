using System.Buffers;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SpotifyStandIn.Contracts;
using SpotifyStandIn.Faults;

namespace SpotifyStandIn.Http;

/// <summary>A response that is fully known before its first byte is sent.</summary>
internal sealed record Answer(int Status, ReadOnlyMemory<byte> Body)
{
    private static readonly byte[] Success = """{"message":"SUCCESS"}"""u8.ToArray();

    public string ContentType { get; init; } = "application/json";

    public string TraceId { get; init; } = Guid.NewGuid().ToString();

    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    public static Answer Accepted => new(200, Success);

    /// <summary>The Ads API's error schema, the only one that Spotify publishes.</summary>
    public static Answer Refused(Refusal refusal)
    {
        var traceId = Guid.NewGuid().ToString();
        var body = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("sp_trace_id", traceId);
            json.WriteStartArray("messages");
            foreach (var message in refusal.Messages)
                json.WriteStringValue(message);
            json.WriteEndArray();
            json.WriteStartArray("error_codes");
            json.WriteStartObject();
            json.WriteString("code", refusal.Code);
            json.WriteString("definition", refusal.Definition);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new Answer(refusal.Status, body.WrittenMemory) { TraceId = traceId };
    }

    public static Answer RateLimited(PlayedFault fault)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(fault.Wait!.Value.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var refusal = new Refusal(429, "RATE_LIMITED", "Wait for the seconds that the headers name.", ["Too many requests."]);
        return Refused(refusal) with
        {
            Headers = new Dictionary<string, string>
            {
                ["Retry-After"] = seconds,
                ["X-RateLimit-Limit"] = fault.Limit!.Value.ToString(CultureInfo.InvariantCulture),
                ["X-RateLimit-Remaining"] = "0",
                ["X-RateLimit-Reset"] = seconds,
            },
        };
    }

    /// <summary>What a script wants said, over the answer that would have been given.</summary>
    public Answer As(FaultStep step) => this with
    {
        Status = step.Status ?? Status,
        Headers = step.Headers ?? Headers,
        Body = step.Body is { } text ? Encoding.UTF8.GetBytes(text) : Body,
        ContentType = step.Body is null || step.Body.AsSpan().TrimStart() is ['{' or '[', ..] ? ContentType : "text/plain; charset=utf-8",
    };
}
