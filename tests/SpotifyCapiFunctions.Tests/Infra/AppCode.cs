using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Telemetry;

namespace SpotifyCapiFunctions.Tests.Infra;

/// <summary>A log event as the code writes it; its properties are the placeholders of its template.</summary>
internal sealed record LogEvent(string Name, LogLevel Level, IReadOnlyList<string> Properties);

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

    /// <summary>Routes of the HTTP functions, with the prefix of host.json.</summary>
    public static IReadOnlyList<string> Routes { get; } =
    [
        .. from function in Functions.Values
           from parameter in function.GetParameters()
           from attribute in parameter.CustomAttributes
           where attribute.AttributeType.Name == "HttpTriggerAttribute"
           select "/api/" + (string)attribute.NamedArguments.Single(named => named.MemberName == "Route").TypedValue.Value!,
    ];

    public static IReadOnlyList<LogEvent> LogEvents { get; } =
    [
        .. from method in Methods
           let attribute = method.GetCustomAttribute<LoggerMessageAttribute>()
           where attribute is not null
           select new LogEvent(attribute.EventName!, attribute.Level, [.. Regex.Matches(attribute.Message, "\\{(\\w+)").Select(match => match.Groups[1].Value)]),
    ];
}
