using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;

namespace LocalRuntime.Http;

/// <summary>What an HTTP function may take: the request, and the values of its route converted to the parameter's type.</summary>
internal static class RouteArguments
{
    public static bool CanBind(Function function, RoutePattern route, ParameterInfo parameter) =>
        parameter.ParameterType == typeof(HttpRequest)
        || (parameter != function.TriggerParameter && route.GetParameter(parameter.Name!) is not null);

    public static object? Bind(HttpContext http, ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(HttpRequest))
            return http.Request;
        var value = (string?)http.Request.RouteValues[parameter.Name!];
        return value is null ? null : TypeDescriptor.GetConverter(parameter.ParameterType).ConvertFromInvariantString(value);
    }
}
