using System.Reflection;
using LocalRuntime.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace LocalRuntime.Functions;

/// <summary>A method with <see cref="FunctionAttribute"/> and the parameter that carries its trigger.</summary>
internal sealed class Function : FunctionDefinition
{
    private Function(string name, Type type, MethodInfo method, ParameterInfo triggerParameter, Attribute trigger)
    {
        (Name, Type, Method, TriggerParameter, Trigger) = (name, type, method, triggerParameter, trigger);
        Parameters = method.GetParameters();
    }

    public override string Name { get; }

    public override string Id => Name;

    public override string EntryPoint => $"{Type.FullName}.{Method.Name}";

    public override string PathToAssembly => Type.Assembly.Location;

    public Type Type { get; }

    public MethodInfo Method { get; }

    public IReadOnlyList<ParameterInfo> Parameters { get; }

    public ParameterInfo TriggerParameter { get; }

    public Attribute Trigger { get; }

    public static IEnumerable<Function> Of(Type type) =>
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
        let attribute = method.GetCustomAttribute<FunctionAttribute>()
        where attribute is not null
        select Of(attribute.Name, type, method);

    private static Function Of(string name, Type type, MethodInfo method)
    {
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(System.Runtime.CompilerServices.AsyncStateMachineAttribute)))
            throw new StartFailedException($"Function {name} is async void; return a Task.");
        var triggers =
            from parameter in method.GetParameters()
            from trigger in parameter.GetCustomAttributes()
            where trigger is HttpTriggerAttribute or QueueTriggerAttribute or TimerTriggerAttribute
            select (parameter, trigger);
        return triggers.ToList() is [var (parameter1, trigger1)]
            ? new Function(name, type, method, parameter1, trigger1)
            : throw new StartFailedException($"Function {name} must have exactly one HTTP, queue or timer trigger.");
    }

    /// <summary>Parameters that the trigger has to supply, without those that every invocation can.</summary>
    public IEnumerable<ParameterInfo> TriggerParameters =>
        Parameters.Where(p => p.ParameterType != typeof(FunctionContext) && p.ParameterType != typeof(CancellationToken));

    public StartFailedException CannotBind(ParameterInfo parameter) =>
        new($"Function {Name}: parameter '{parameter.Name}' of type {parameter.ParameterType.Name} cannot be bound.");
}
