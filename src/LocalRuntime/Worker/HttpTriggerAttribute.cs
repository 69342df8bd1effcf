namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function for HTTP requests. Without methods it answers every method.</summary>
/// <param name="authLevel">The key that callers need when authorization is on.</param>
/// <param name="methods">HTTP methods in any case; any other method on the route is 404, as on the genuine host.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
{
    /// <summary>Asks for a function key.</summary>
    /// <param name="methods">HTTP methods.</param>
    public HttpTriggerAttribute(params string[] methods) : this(AuthorizationLevel.Function, methods)
    {
    }

    /// <summary>The key that callers need.</summary>
    public AuthorizationLevel AuthLevel { get; } = authLevel;

    /// <summary>The HTTP methods; empty means all.</summary>
    public string[]? Methods { get; } = methods;

    /// <summary>The ASP.NET Core route template below the route prefix; the function's name when not set.</summary>
    public string? Route { get; set; }
}
