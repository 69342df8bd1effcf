using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LocalHost.Http;

/// <summary>The server that callers see: routes, keys and methods are decided here, the rest by the worker.</summary>
internal static class HttpFront
{
    public static WebApplication Build(LoopbackPort port, ILoggerFactory loggers) => port.Build(
        loggers,
        HttpProtocols.Http1,
        kestrel => kestrel.Limits.MaxRequestBodySize = HttpForwarding.MaxBodySize,
        services => services.AddHttpForwarder());

    public static void Map(this WebApplication front, IEnumerable<Function> functions, string prefix, FunctionKeys keys, HttpForwarding forwarding)
    {
        front.UseRouting();
        front.Use(AnswerOthersWithNotFound);
        foreach (var function in functions.Where(function => function.Has(Triggers.Http)))
        {
            var route = $"{prefix}/{function.Text("route") ?? function.Name}".TrimStart('/');
            var endpoint = function.Trigger.TryGetProperty("methods", out var methods) && methods.ValueKind == JsonValueKind.Array
                ? front.MapMethods(route, [.. methods.EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant())], Handle)
                : front.Map(route, Handle);
            endpoint.WithMetadata(function);

            Task Handle(HttpContext http)
            {
                if (keys.Allow(http.Request, function))
                    return forwarding.RunAsync(http, function);
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return Task.CompletedTask;
            }
        }

        // Explicit, so that our middleware runs between routing and the endpoint.
        front.UseEndpoints(_ => { });
    }

    // Routing has an endpoint of its own for a wrong method, which answers 405; the genuine host answers 404.
    private static Task AnswerOthersWithNotFound(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Function>() is not null)
            return next(http);
        http.SetEndpoint(null);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
