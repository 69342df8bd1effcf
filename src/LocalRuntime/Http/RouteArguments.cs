using System.ComponentModel;
using System.Reflection;
using LocalRuntime.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;

namespace LocalRuntime.Http;

/// <summary>What an HTTP function may take: the request, and the values of its route converted to the parameter's type.</summary>
internal static class RouteArguments
{
    public static void Check(Function function, RoutePattern route)
    {
        foreach (var parameter in function.TriggerParameters)
        {
            if (parameter.ParameterType != typeof(HttpRequest)
                && (parameter == function.TriggerParameter || route.GetParameter(parameter.Name!) is null))
                throw function.CannotBind(parameter);
        }
    }

    public static object? Bind(HttpContext http, ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(HttpRequest))
            return http.Request;
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return http.Request.RouteValues[parameter.Name!] switch
        {
            string text when type != typeof(string) => TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text),
            null when parameter.HasDefaultValue => parameter.DefaultValue,
            var value => value,
        };
    }
}
