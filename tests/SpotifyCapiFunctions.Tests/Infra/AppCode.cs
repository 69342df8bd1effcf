using System.Reflection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Telemetry;

namespace SpotifyCapiFunctions.Tests.Infra;

/// <summary>A log event as the code writes it.</summary>
internal sealed record LogEvent(int Id, LogLevel Level, string Template, Type Writer)
{
    /// <summary>Events outside of an invocation are not handed to the host, so no alert ever sees them.</summary>
    public bool InBackground => typeof(IHostedService).IsAssignableFrom(Writer);

    /// <summary>The texts between the placeholders.</summary>
    public IReadOnlyList<string> Fixed => System.Text.RegularExpressions.Regex.Split(Template, "\\{\\w+\\}");
}

/// <summary>What the code of the app declares.</summary>
internal static class AppCode
{
    private const BindingFlags AnyMethod =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly MethodInfo[] Methods =
        [.. new[] { typeof(Composition).Assembly, typeof(ConversionTelemetry).Assembly }.SelectMany(assembly => assembly.GetTypes()).SelectMany(type => type.GetMethods(AnyMethod))];

    /// <summary>Names of the functions and the methods that they run.</summary>
    public static IReadOnlyDictionary<string, MethodInfo> Functions { get; } = Methods
        .Select(method => (Method: method, Attribute: method.CustomAttributes.FirstOrDefault(one => one.AttributeType.Name == "FunctionAttribute")))
        .Where(one => one.Attribute is not null)
        .ToDictionary(one => (string)one.Attribute!.ConstructorArguments[0].Value!, one => one.Method);

    /// <summary>First arguments of the timers' and queues' triggers, such as a schedule or a queue.</summary>
    public static IReadOnlyList<(string Function, string Trigger, string Argument)> Triggers { get; } =
    [
        .. from function in Functions
           from parameter in function.Value.GetParameters()
           from attribute in parameter.CustomAttributes
           where attribute.AttributeType.Name is "TimerTriggerAttribute" or "QueueTriggerAttribute"
           select (function.Key, attribute.AttributeType.Name, (string)attribute.ConstructorArguments[0].Value!),
    ];

    public static IReadOnlyList<LogEvent> LogEvents { get; } =
    [
        .. from method in Methods
           let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
           where attribute is not null
           select new LogEvent(attribute.EventId, attribute.Level, attribute.Message, method.DeclaringType!),
    ];
}
