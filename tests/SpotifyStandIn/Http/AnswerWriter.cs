using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using SpotifyStandIn.Faults;

namespace SpotifyStandIn.Http;

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
