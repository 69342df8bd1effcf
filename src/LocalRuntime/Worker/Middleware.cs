namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The rest of the invocation pipeline.</summary>
public delegate Task FunctionExecutionDelegate(FunctionContext context);

/// <summary>Wraps every invocation of every function.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs the rest of the pipeline. An exception that it throws is the failure of the invocation.</summary>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
