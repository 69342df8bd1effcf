using System.Reflection;

namespace LocalRuntime.Invocation;

/// <summary>One run of a function.</summary>
/// <param name="function">The function.</param>
/// <param name="occasion">What triggered it, for the log.</param>
/// <param name="triggerArgument">Supplies what comes from the trigger, one parameter at a time.</param>
/// <param name="cancellation">The caller is gone, or a shutdown no longer waits.</param>
internal sealed class InvocationContext(
    Function function, string occasion, Func<ParameterInfo, object?> triggerArgument, CancellationToken cancellation) : FunctionContext
{
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Id;

    public override IServiceProvider InstanceServices { get; set; } = null!;

    public override FunctionDefinition FunctionDefinition => function;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override CancellationToken CancellationToken => cancellation;

    public Function Function => function;

    public string Occasion => occasion;

    public object? Result { get; set; }

    /// <summary>Takes the result after the middleware, with the scope still open.</summary>
    public Func<object?, Task>? Complete { get; init; }

    public object? ArgumentFor(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(FunctionContext) ? this
        : parameter.ParameterType == typeof(CancellationToken) ? cancellation
        : triggerArgument(parameter);
}
