using System.Runtime.CompilerServices;

namespace LocalRuntime.Functions;

/// <summary>A method with <see cref="FunctionAttribute"/> and the parameter that carries its trigger.</summary>
internal sealed class Function(string name, MethodInfo method, ParameterInfo triggerParameter, Attribute trigger) : FunctionDefinition
{
    public override string Name => name;
    public MethodInfo Method => method;
    public ParameterInfo[] Parameters { get; } = method.GetParameters();
    public ParameterInfo TriggerParameter => triggerParameter;
    public Attribute Trigger => trigger;

    public static IEnumerable<Function> In(Type type) =>
        from method in type.GetMethods()
        let attribute = method.GetCustomAttribute<FunctionAttribute>()
        where attribute is not null
        select Of(attribute.Name, method);

    /// <summary>Refuses a parameter that neither every invocation nor this trigger can supply.</summary>
    public void RequireParameters(Func<ParameterInfo, bool> suppliedByTrigger)
    {
        foreach (var parameter in Parameters)
        {
            var type = parameter.ParameterType;
            if (type != typeof(FunctionContext) && type != typeof(CancellationToken) && !suppliedByTrigger(parameter))
                throw new StartFailedException($"Function {name}: parameter '{parameter.Name}' of type {type.Name} cannot be bound.");
        }
    }

    private static Function Of(string name, MethodInfo method)
    {
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
            throw new StartFailedException($"Function {name} is async void; return a Task.");
        var triggers =
            from parameter in method.GetParameters()
            from attribute in parameter.GetCustomAttributes()
            where attribute is HttpTriggerAttribute or QueueTriggerAttribute or TimerTriggerAttribute
            select new Function(name, method, parameter, attribute);
        return triggers.ToList() is [var function]
            ? function
            : throw new StartFailedException($"Function {name} must have exactly one HTTP, queue or timer trigger.");
    }
}

/// <summary>Where functions are looked for: in the entry assembly, or in the classes that a test registers.</summary>
public sealed record FunctionClasses(IReadOnlyList<Type> Types)
{
    internal static FunctionClasses OfEntryAssembly { get; } = new(Assembly.GetEntryAssembly()?.GetExportedTypes() ?? []);
}

/// <summary>The functions of the app that are not disabled.</summary>
internal sealed class FunctionCatalog
{
    private readonly List<Function> functions;

    public FunctionCatalog(FunctionClasses classes, IConfiguration configuration)
    {
        functions = [.. classes.Types.Where(type => type.IsClass).SelectMany(Function.In)];
        if (functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
            throw new StartFailedException($"Two functions are named {twice.Key}.");
        functions.RemoveAll(function => configuration.Read($"AzureWebJobs.{function.Name}.Disabled", false));
    }

    public IEnumerable<(Function Function, TTrigger Trigger)> TriggeredBy<TTrigger>() where TTrigger : Attribute =>
        functions.Where(function => function.Trigger is TTrigger).Select(function => (function, (TTrigger)function.Trigger));
}
