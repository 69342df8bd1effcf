using LocalRuntime.Functions;
using LocalRuntime.Hosting;
using LocalRuntime.Invocation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace LocalRuntime.Http;

/// <summary>Serves the functions with an HTTP trigger.</summary>
internal sealed partial class HttpFunctions(
    FunctionCatalog catalog,
    FunctionInvoker invoker,
    FunctionKeys keys,
    Shutdown shutdown,
    IConfiguration configuration,
    ILogger<HttpFunctions> logger)
{
    public void Map(WebApplication app)
    {
        app.UseRouting();
        app.Use(AnswerOthersWithNotFound);
        var prefix = configuration[AppSettings.HostJson + "extensions:http:routePrefix"] ?? "api";
        foreach (var (function, trigger) in catalog.TriggeredBy<HttpTriggerAttribute>())
        {
            var route = RoutePatternFactory.Parse($"{prefix}/{trigger.Route ?? function.Name}".TrimStart('/'));
            RouteArguments.Check(function, route);
            var endpoint = trigger.Methods is { Length: > 0 } methods
                ? app.MapMethods(route.RawText!, methods.Select(m => m.ToUpperInvariant()), Handle)
                : app.Map(route, Handle);
            endpoint.WithMetadata(function);

            Task Handle(HttpContext http) => HandleAsync(http, function, trigger);
        }
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

    private async Task HandleAsync(HttpContext http, Function function, HttpTriggerAttribute trigger)
    {
        if (!keys.Allow(http.Request, trigger.AuthLevel))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { } limit)
            http.Features.Set<IHttpMaxRequestBodySizeFeature>(new RequestBodyLimit(limit));
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, shutdown.GivenUp);
        try
        {
            await invoker.InvokeAsync(
                function,
                parameter => RouteArguments.Bind(http, parameter),
                cancellation.Token,
                prepare: context => context.Items[FunctionContextExtensions.HttpContextKey] = http,
                complete: result => WriteAsync(http, result));
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            LogCallerGone(function.Name);
        }
        catch (Exception exception)
        {
            LogFailed(function.Name, FailureDescription.TypesOf(exception), exception.StackTrace);
            Fail(http);
        }
    }

    private static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        null => Task.CompletedTask,
        IResult minimal => minimal.ExecuteAsync(http),
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
        _ => throw new InvalidOperationException($"An HTTP function returned {result.GetType().Name}; return IResult or IActionResult."),
    };

    private static void Fail(HttpContext http)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        http.Response.Clear();
        http.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    [LoggerMessage(1, LogLevel.Error, "Function {Function} failed: {ExceptionTypes} {StackTrace}")]
    private partial void LogFailed(string function, string exceptionTypes, string? stackTrace);

    [LoggerMessage(2, LogLevel.Debug, "Function {Function}: the caller went away")]
    private partial void LogCallerGone(string function);
}
