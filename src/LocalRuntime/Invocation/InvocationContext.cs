using System.Reflection;
using LocalRuntime.Functions;
using Microsoft.Azure.Functions.Worker;

namespace LocalRuntime.Invocation;

/// <summary>One run of a function.</summary>
/// <param name="function">The function.</param>
/// <param name="services">The invocation's scope.</param>
/// <param name="triggerArgument">Supplies what comes from the trigger, one parameter at a time.</param>
/// <param name="cancellation">The caller is gone, or a shutdown no longer waits.</param>
internal sealed class InvocationContext(
    Function function, IServiceProvider services, Func<ParameterInfo, object?> triggerArgument, CancellationToken cancellation)
    : FunctionContext
{
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Id;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => function;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override CancellationToken CancellationToken => cancellation;

    public Function Function => function;

    public object? Result { get; set; }

    public object? ArgumentFor(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(FunctionContext) => this,
        var type when type == typeof(CancellationToken) => cancellation,
        _ => triggerArgument(parameter),
    };
}
