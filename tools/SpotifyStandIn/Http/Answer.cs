using System.Buffers;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
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

/// <summary>Sends an answer, or fails to in the way that a script asks for.</summary>
internal sealed class AnswerWriter(TimeProvider clock)
{
    /// <summary>True when the whole answer was handed to the connection.</summary>
    public async Task<bool> WriteAsync(HttpContext http, Answer answer, FaultStep? step, CancellationToken stopping)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            if (step?.DelayMs > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(step.DelayMs), clock, ends.Token);
            if (step?.Reset is not null)
                return Reset(http);
            if (step?.SilenceMs is { } silence)
                return await StaySilentAsync(http, step.Status is null ? null : answer, TimeSpan.FromMilliseconds(silence), ends.Token);
            WriteHead(http.Response, answer);
            if (step?.DripBytesPerSecond is { } rate)
                await DripAsync(http.Response, answer.Body, rate, ends.Token);
            else
                await http.Response.BodyWriter.WriteAsync(answer.Body, ends.Token);
            await http.Response.CompleteAsync();
            return !http.RequestAborted.IsCancellationRequested;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return Reset(http);
        }
    }

    /// <summary>Cuts with RST instead of FIN, which a client reports as "connection reset by peer".</summary>
    public static bool Reset(HttpContext http)
    {
        http.Features.Get<IConnectionSocketFeature>()?.Socket.Close(timeout: 0);
        http.Abort();
        return false;
    }

    private async Task<bool> StaySilentAsync(HttpContext http, Answer? head, TimeSpan silence, CancellationToken cancellationToken)
    {
        if (head is not null)
        {
            WriteHead(http.Response, head);
            await http.Response.StartAsync(cancellationToken);
            await http.Response.BodyWriter.FlushAsync(cancellationToken);
        }

        await Task.Delay(silence, clock, cancellationToken);
        return Reset(http);
    }

    private async Task DripAsync(HttpResponse response, ReadOnlyMemory<byte> body, int bytesPerSecond, CancellationToken cancellationToken)
    {
        await response.StartAsync(cancellationToken);
        for (var sent = 0; sent < body.Length; sent++)
        {
            await response.BodyWriter.WriteAsync(body.Slice(sent, 1), cancellationToken);
            await Task.Delay(TimeSpan.FromSeconds(1.0 / bytesPerSecond), clock, cancellationToken);
        }
    }

    private static void WriteHead(HttpResponse response, Answer answer)
    {
        response.StatusCode = answer.Status;
        response.Headers["sp-trace-id"] = answer.TraceId;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        if (answer.Status is 204 or 304)
            return;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
    }
}
