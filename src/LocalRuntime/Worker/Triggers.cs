namespace Microsoft.Azure.Functions.Worker;

/// <summary>Marks a public method of a public class as a function, by a name that is unique in the app.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    internal string Name => name;
}

/// <summary>Which key a caller of an HTTP function must send when authorization is on.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous,
    /// <summary>The function key or the master key.</summary>
    Function = 2,
    /// <summary>The master key.</summary>
    Admin = 4,
}

/// <summary>Runs the function for HTTP requests.</summary>
/// <param name="authLevel">The key that callers need when authorization is on.</param>
/// <param name="methods">HTTP methods in any case, none for all; any other method is 404, as on the genuine host.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
{
    /// <summary>Asks for a function key.</summary>
    public HttpTriggerAttribute(params string[] methods) : this(AuthorizationLevel.Function, methods) { }

    /// <summary>The ASP.NET Core route template below the route prefix; the function's name when not set.</summary>
    public string? Route { get; set; }
    internal AuthorizationLevel AuthLevel => authLevel;
    internal string[] Methods => methods;
}

/// <summary>Runs the function for each message of an Azure Storage queue.</summary>
/// <param name="queueName">The queue; <c>%Setting%</c> is resolved from the app settings.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    /// <summary>The app setting that holds the connection string; <c>AzureWebJobsStorage</c> when not set.</summary>
    public string? Connection { get; set; }
    internal string QueueName => queueName;
}

/// <summary>Runs the function on a schedule.</summary>
/// <param name="schedule">Six-field NCRONTAB in UTC; <c>%Setting%</c> is resolved from the app settings.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    /// <summary>Whether the function also runs once when the app starts.</summary>
    public bool RunOnStartup { get; set; }
    internal string Schedule => schedule;
}

/// <summary>What a timer function is told about its run.</summary>
public class TimerInfo;
