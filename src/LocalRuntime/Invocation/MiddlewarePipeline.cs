using Microsoft.Azure.Functions.Worker.Middleware;

namespace LocalRuntime.Invocation;

/// <summary>The app's middleware in the order of registration, the first one outermost.</summary>
internal sealed class MiddlewarePipeline
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware = [];

    public void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> next) => middleware.Add(next);

    public FunctionExecutionDelegate EndingIn(FunctionExecutionDelegate function) =>
        Enumerable.Reverse(middleware).Aggregate(function, (next, wrap) => wrap(next));
}
