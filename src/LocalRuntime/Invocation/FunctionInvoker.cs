using System.Reflection;
using LocalRuntime.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace LocalRuntime.Invocation;

/// <summary>Runs a function inside its own scope and the app's middleware.</summary>
internal sealed class FunctionInvoker(IServiceScopeFactory scopes, MiddlewarePipeline middleware)
{
    private readonly FunctionExecutionDelegate pipeline = middleware.EndingIn(RunAsync);

    /// <param name="function">The function.</param>
    /// <param name="triggerArgument">Supplies what comes from the trigger.</param>
    /// <param name="cancellation">Handed to the function.</param>
    /// <param name="prepare">Runs before the middleware.</param>
    /// <param name="complete">Takes the function's result after the middleware, with the scope still open.</param>
    public async Task InvokeAsync(
        Function function,
        Func<ParameterInfo, object?> triggerArgument,
        CancellationToken cancellation,
        Action<FunctionContext>? prepare = null,
        Func<object?, Task>? complete = null)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = new InvocationContext(function, scope.ServiceProvider, triggerArgument, cancellation);
        prepare?.Invoke(context);
        await pipeline(context);
        if (complete is not null)
            await complete(context.Result);
    }

    private static async Task RunAsync(FunctionContext functionContext)
    {
        var context = (InvocationContext)functionContext;
        var function = context.Function;
        var instance = function.Method.IsStatic ? null : ActivatorUtilities.CreateInstance(context.InstanceServices, function.Type);
        try
        {
            var arguments = function.Parameters.Select(context.ArgumentFor).ToArray();
            var returned = function.Method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
            context.Result = await ReturnValue.UnwrapAsync(returned);
        }
        finally
        {
            if (instance is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else
                (instance as IDisposable)?.Dispose();
        }
    }
}
