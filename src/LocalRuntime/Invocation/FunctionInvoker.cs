using System.Reflection;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace LocalRuntime.Invocation;

/// <summary>Runs a function inside its own scope and the app's middleware, the first one outermost.</summary>
internal sealed partial class FunctionInvoker(
    IServiceScopeFactory scopes,
    IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware,
    Shutdown shutdown,
    ILogger<FunctionInvoker> logger)
{
    private readonly FunctionExecutionDelegate pipeline =
        middleware.Reverse().Aggregate((FunctionExecutionDelegate)RunAsync, (next, wrap) => wrap(next));

    /// <returns>False when it failed, which is logged, or when its caller went away.</returns>
    public async Task<bool> TryInvokeAsync(InvocationContext context)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            context.InstanceServices = scope.ServiceProvider;
            await pipeline(context);
            if (context.Complete is { } complete)
                await complete(context.Result);
            return true;
        }
        catch (OperationCanceledException) when (
            context.CancellationToken.IsCancellationRequested && !shutdown.GivenUp.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception)
        {
            LogFailed(context.Function.Name, context.Occasion, TypesOf(exception), exception.StackTrace);
            return false;
        }
    }

    private static async Task RunAsync(FunctionContext functionContext)
    {
        var context = (InvocationContext)functionContext;
        var method = context.Function.Method;
        var instance = method.IsStatic ? null : ActivatorUtilities.CreateInstance(context.InstanceServices, method.ReflectedType!);
        try
        {
            var arguments = context.Function.Parameters.Select(context.ArgumentFor).ToArray();
            context.Result = await ValueOfAsync(method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null));
        }
        finally
        {
            if (instance is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else
                (instance as IDisposable)?.Dispose();
        }
    }

    private static async Task<object?> ValueOfAsync(object? returned)
    {
        if (returned?.GetType().GetMethod(nameof(ValueTask.AsTask)) is { } asTask)
            returned = asTask.Invoke(returned, null);
        if (returned is not Task task)
            return returned;
        await task;
        // An async method without a value still returns a generic task, of an internal type that means "nothing".
        return task.GetType().GetProperty(nameof(Task<>.Result)) is { PropertyType.Name: not "VoidTaskResult" } result
            ? result.GetValue(task)
            : null;
    }

    // An exception's message can quote the data that it failed on, so it is not logged.
    private static string TypesOf(Exception exception) =>
        exception.GetType().FullName + (exception.InnerException is { } cause ? " <- " + TypesOf(cause) : "");

    [LoggerMessage(1, LogLevel.Error, "Function {Function} failed for {Occasion}: {ExceptionTypes} {StackTrace}")]
    private partial void LogFailed(string function, string occasion, string exceptionTypes, string? stackTrace);
}
