using System.ComponentModel;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace LocalRuntime.Http;

/// <summary>Serves the functions with an HTTP trigger.</summary>
internal sealed class HttpFunctions(
    FunctionCatalog catalog, FunctionInvoker invoker, FunctionKeys keys, Shutdown shutdown, IConfiguration configuration)
{
    public void Map(WebApplication app)
    {
        app.UseRouting();
        app.Use(AnswerOthersWithNotFound);
        var prefix = configuration[AppSettings.HostJson + "extensions:http:routePrefix"] ?? "api";
        foreach (var (function, trigger) in catalog.TriggeredBy<HttpTriggerAttribute>())
        {
            var route = RoutePatternFactory.Parse($"{prefix}/{trigger.Route ?? function.Name}".TrimStart('/'));
            function.RequireParameters(parameter => parameter == function.TriggerParameter
                ? parameter.ParameterType == typeof(HttpRequest)
                : route.GetParameter(parameter.Name!) is not null);
            app.MapMethods(route.RawText!, trigger.Methods, Handle).WithMetadata(function);

            Task Handle(HttpContext http) => HandleAsync(http, function, trigger);
        }
    }

    // Routing has an endpoint of its own for a wrong method, which answers 405; the genuine host answers 404.
    private static Task AnswerOthersWithNotFound(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<Function>() is not null)
            return next(http);
        http.SetEndpoint(null);
        Answer(http, StatusCodes.Status404NotFound);
        return Task.CompletedTask;
    }

    private static void Answer(HttpContext http, int status)
    {
        http.Response.Clear();
        http.Response.StatusCode = status;
    }

    private async Task HandleAsync(HttpContext http, Function function, HttpTriggerAttribute trigger)
    {
        if (!keys.Allow(http.Request, trigger.AuthLevel))
        {
            Answer(http, StatusCodes.Status401Unauthorized);
            return;
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { } limit)
            http.Features.Set<IHttpMaxRequestBodySizeFeature>(new RequestBodyLimit(limit));
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, shutdown.GivenUp);
        var context = new InvocationContext(function, "a request", parameter => Argument(http, parameter), cancellation.Token)
        {
            Items = { [FunctionContextExtensions.HttpContextKey] = http },
            Complete = result => WriteAsync(http, result),
        };
        var succeeded = await invoker.TryInvokeAsync(context);
        if (!succeeded && http.Response.HasStarted)
            http.Abort();
        else if (!succeeded)
            Answer(http, StatusCodes.Status500InternalServerError);
    }

    private static object? Argument(HttpContext http, ParameterInfo parameter) =>
        parameter.ParameterType == typeof(HttpRequest) ? http.Request
        : http.Request.RouteValues[parameter.Name!] is not string value ? null
        : TypeDescriptor.GetConverter(parameter.ParameterType).ConvertFromInvariantString(value);

    private static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        null => Task.CompletedTask,
        IResult minimal => minimal.ExecuteAsync(http),
        IActionResult action => action.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor())),
        _ => throw new InvalidOperationException($"An HTTP function returned {result.GetType().Name}; return IResult or IActionResult."),
    };
}

/// <summary>Kestrel's limit of 30,000,000 bytes, which a function may raise, but not above the 104,857,600 of the genuine host.</summary>
internal sealed class RequestBodyLimit(IHttpMaxRequestBodySizeFeature server) : IHttpMaxRequestBodySizeFeature
{
    private const long Highest = 104_857_600;

    public bool IsReadOnly => server.IsReadOnly;
    public long? MaxRequestBodySize
    {
        get => server.MaxRequestBodySize;
        set => server.MaxRequestBodySize = Math.Min(value ?? Highest, Highest);
    }
}
