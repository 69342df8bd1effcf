using System.Reflection;
using System.Runtime.CompilerServices;

namespace LocalRuntime.Functions;

/// <summary>A method with <see cref="FunctionAttribute"/> and the parameter that carries its trigger.</summary>
internal sealed class Function(string name, MethodInfo method, ParameterInfo triggerParameter, Attribute trigger) : FunctionDefinition
{
    public override string Id => name;

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
        var unknown = Parameters.FirstOrDefault(parameter =>
            parameter.ParameterType != typeof(FunctionContext)
            && parameter.ParameterType != typeof(CancellationToken)
            && !suppliedByTrigger(parameter));
        if (unknown is not null)
            throw new StartFailedException(
                $"Function {name}: parameter '{unknown.Name}' of type {unknown.ParameterType.Name} cannot be bound.");
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
