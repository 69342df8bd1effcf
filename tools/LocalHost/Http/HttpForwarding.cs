using System.Net;
using Yarp.ReverseProxy.Forwarder;

namespace LocalHost.Http;

/// <summary>
/// Runs an HTTP function: the request itself goes to the worker's web server, the invocation through the stream, and both have to end.
/// The genuine host reads a body with a Content-Length whole into memory before; that changes nothing but its memory, so this one does not.
/// </summary>
internal sealed class HttpForwarding(IHttpForwarder forwarder, Workers workers, IConfiguration configuration, ILoggerFactory loggers) : IDisposable
{
    /// <summary>The genuine host's own limit.</summary>
    public const long MaxBodySize = 104_857_600;

    private readonly ForwarderRequestConfig config = new() { ActivityTimeout = configuration.Seconds("LocalHost:ActivitySeconds", 240) };
    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
    });

    public async Task RunAsync(HttpContext http, Function function)
    {
        var (id, began) = (Guid.NewGuid().ToString(), TimeProvider.System.GetTimestamp());
        try
        {
            if (http.Request.ContentLength > MaxBodySize)
                throw new FunctionFailedException($"A body of {http.Request.ContentLength} bytes is more than the host's {MaxBodySize}.");
            await ForwardAsync(http, function, id);
        }
        catch (CallerFailedException exception)
        {
            // The proxy has answered already: 400 to a body that it could not read. It is no fault of the app, so no error of its log.
            loggers.LogFailure(function, id, began, exception, LogLevel.Information);
        }
        catch (Exception exception) when (exception is FunctionFailedException or WorkerStartException or OperationCanceledException or TimeoutException)
        {
            loggers.LogFailure(function, id, began, exception);
            if (http.Response.HasStarted)
            {
                http.Abort();
                return;
            }

            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    public void Dispose() => client.Dispose();

    private async Task ForwardAsync(HttpContext http, Function function, string id)
    {
        var worker = await workers.ReadyAsync(http.RequestAborted);
        http.Request.Headers["x-ms-invocation-id"] = id;
        var forwarding = forwarder.SendAsync(http, worker.HttpUri, client, config, HttpTransformer.Default).AsTask();
        var invocation = workers.Start(worker, id, function, new() { Http = new() }, Metadata(http.Request));
        using var hangUp = http.RequestAborted.Register(invocation.Cancel);
        // A function whose request never reaches it waits for it for 15 s; nobody else has to.
        await Task.WhenAny(forwarding, invocation.Result);
        if (!forwarding.IsCompleted || await forwarding == ForwarderError.None)
            await Task.WhenAll(forwarding, invocation.Result);
        if (await forwarding is var error && error == ForwarderError.None)
            return;
        invocation.Cancel();
        if (http.RequestAborted.IsCancellationRequested)
            throw new CallerFailedException("The caller hung up.");
        var reason = $"Failed to forward request with ForwarderError: {error}. {http.Features.Get<IForwarderErrorFeature>()?.Exception?.Message}";
        throw error == ForwarderError.RequestBodyClient ? new CallerFailedException(reason) : new FunctionFailedException(reason);
    }

    // Of route and query values with one name the route's counts.
    private static IEnumerable<KeyValuePair<string, TypedData>> Metadata(HttpRequest request) =>
        request.Query.Select(query => KeyValuePair.Create(query.Key, query.Value.ToString()))
            .Concat(request.RouteValues.Select(route => KeyValuePair.Create(route.Key, route.Value?.ToString() ?? "")))
            .Select(text => KeyValuePair.Create(text.Key, new TypedData { String = text.Value }));
}

/// <summary>A request that its caller has not sent whole.</summary>
internal sealed class CallerFailedException(string message) : Exception(message);
