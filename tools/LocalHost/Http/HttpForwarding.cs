using System.Net;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Forwarder;

namespace LocalHost.Http;

/// <summary>
/// Runs an HTTP function: the request itself goes to the worker's web server, the invocation through the stream, and both have to end.
/// The genuine host reads a body with a Content-Length whole into memory before; that changes nothing but its memory, so this one does not.
/// </summary>
internal sealed class HttpForwarding(IHttpForwarder forwarder, Invoker invoker, IConfiguration configuration) : IDisposable
{
    /// <summary>The genuine host's own limit.</summary>
    public const long MaxBodySize = 104_857_600;

    private readonly ForwarderRequestConfig config = new() { ActivityTimeout = configuration.Seconds("LocalHost:ActivitySeconds", 240) };
    private readonly HttpMessageInvoker client = new(new RefusedConnectionRetry(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
    }));

    public async Task RunAsync(HttpContext http, Function function)
    {
        var id = Guid.NewGuid().ToString();
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            if (http.Request.ContentLength > MaxBodySize)
                throw new FunctionFailedException($"A body of {http.Request.ContentLength} bytes is more than the host's {MaxBodySize}.");
            await ForwardAsync(http, function, id);
        }
        catch (Exception exception) when (exception is FunctionFailedException or WorkerStartException or OperationCanceledException or TimeoutException)
        {
            invoker.LogFailure(function, id, TimeProvider.System.GetElapsedTime(began), exception);
            if (http.Response.HasStarted)
                http.Abort();
            else
                Answer500(http.Response);
        }
    }

    public void Dispose() => client.Dispose();

    private static void Answer500(HttpResponse response)
    {
        response.Clear();
        response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    private async Task ForwardAsync(HttpContext http, Function function, string id)
    {
        var worker = await invoker.WorkerAsync(http.RequestAborted);
        http.Request.Headers["x-ms-invocation-id"] = id;
        var forwarding = forwarder.SendAsync(http, worker.HttpUri, client, config, HttpTransformer.Default, worker.Gone).AsTask();
        var invocation = invoker.Start(worker, id, function, new() { Http = new() }, Metadata(http.Request));
        using var hangUp = http.RequestAborted.Register(invocation.Cancel);
        // A function whose request never reaches it waits for it for 15 s; nobody else has to.
        await Task.WhenAny(forwarding, invocation.Result);
        if (!forwarding.IsCompleted || await forwarding == ForwarderError.None)
            await Task.WhenAll(forwarding, invocation.Result);
        if (await forwarding is var error && error == ForwarderError.None)
            return;
        invocation.Cancel();
        throw Failure(http, error);
    }

    private static FunctionFailedException Failure(HttpContext http, ForwarderError error) => new(http.RequestAborted.IsCancellationRequested
        ? "The caller hung up."
        : $"Failed to forward request with ForwarderError: {error}. {http.Features.Get<IForwarderErrorFeature>()?.Exception?.Message}");

    private static IEnumerable<KeyValuePair<string, TypedData>> Metadata(HttpRequest request)
    {
        foreach (var (name, value) in request.Query)
            yield return new(name, new() { String = value.ToString() });
        foreach (var (name, value) in request.RouteValues)
        {
            if (value is string text)
                yield return new(name, new() { String = text });
        }
    }
}
