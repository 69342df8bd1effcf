using Microsoft.Azure.Functions.Worker.Middleware;

namespace LocalRuntime.Invocation;

/// <summary>One run of a function: what triggered it, for the log, and where the arguments that come from the trigger are found.</summary>
internal sealed class InvocationContext(
    Function function, string occasion, Func<ParameterInfo, object?> triggerArgument, CancellationToken cancellation) : FunctionContext
{
    public override IServiceProvider InstanceServices { get; set; } = null!;
    public override FunctionDefinition FunctionDefinition => function;
    public override CancellationToken CancellationToken => cancellation;
    public Function Function => function;
    public string Occasion => occasion;
    public object? Result { get; set; }

    /// <summary>Takes the result after the middleware, with the scope still open.</summary>
    public Func<object?, Task> Complete { get; init; } = _ => Task.CompletedTask;

    public object? ArgumentFor(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(FunctionContext) ? this
        : parameter.ParameterType == typeof(CancellationToken) ? cancellation
        : triggerArgument(parameter);
}

/// <summary>Runs a function inside its own scope and the app's middleware, the first one outermost.</summary>
internal sealed partial class FunctionInvoker(
    IServiceScopeFactory scopes, IEnumerable<IFunctionsWorkerMiddleware> middleware, Shutdown shutdown, ILogger<FunctionInvoker> logger)
{
    private readonly FunctionExecutionDelegate pipeline = middleware.Reverse().Aggregate(
        (FunctionExecutionDelegate)RunAsync, (next, outer) => context => outer.Invoke(context, next));

    /// <returns>False when it failed, which is logged, or when its caller went away.</returns>
    public async Task<bool> TryInvokeAsync(InvocationContext context)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            context.InstanceServices = scope.ServiceProvider;
            await pipeline(context);
            await context.Complete(context.Result);
            return true;
        }
        catch (Exception exception)
        {
            var callerGone = context.CancellationToken.IsCancellationRequested && !shutdown.GivenUp.IsCancellationRequested;
            if (exception is not OperationCanceledException || !callerGone)
                LogFailed(context.Function.Name, context.Occasion, TypesOf(exception), exception.StackTrace);
            return false;
        }
    }

    private static async Task RunAsync(FunctionContext functionContext)
    {
        var context = (InvocationContext)functionContext;
        var method = context.Function.Method;
        var instance = method.IsStatic ? null : ActivatorUtilities.CreateInstance(context.InstanceServices, method.ReflectedType!);
        using var disposable = instance as IDisposable;
        await using var asyncDisposable = instance as IAsyncDisposable;
        var arguments = context.Function.Parameters.Select(context.ArgumentFor).ToArray();
        context.Result = await ValueOfAsync(method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null));
    }

    private static async Task<object?> ValueOfAsync(object? returned)
    {
        if (returned?.GetType().GetMethod(nameof(ValueTask.AsTask)) is { } asTask)
            returned = asTask.Invoke(returned, null);
        if (returned is not Task task)
            return returned;
        await task;
        // An async method without a value still returns a generic task, of an internal type that means "nothing".
        var result = task.GetType().GetProperty(nameof(Task<>.Result));
        return result?.PropertyType.Name == "VoidTaskResult" ? null : result?.GetValue(task);
    }

    // An exception's message can quote the data that it failed on, so it is not logged.
    private static string TypesOf(Exception exception) =>
        exception.GetType().FullName + (exception.InnerException is { } cause ? " <- " + TypesOf(cause) : "");

    [LoggerMessage(1, LogLevel.Error, "Function {Function} failed for {Occasion}: {ExceptionTypes} {StackTrace}")]
    private partial void LogFailed(string function, string occasion, string exceptionTypes, string? stackTrace);
}
