using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;

namespace LocalRuntime.Tests.Invocation;

public sealed class MiddlewarePipelineTests
{
    [Fact]
    public async Task Middleware_WrapsInTheOrderOfRegistration()
    {
        await using var app = await RunningApp.StartAsync([typeof(Wrapped)], configure: builder =>
        {
            builder.UseMiddleware<Outer>();
            builder.UseMiddleware<Inner>();
        });

        using var response = await app.Http.GetAsync("/api/Wrapped");

        Assert.Equal("outer inner function of Wrapped", await response.Content.ReadAsStringAsync());
        Assert.Equal(["inner", "outer"], response.Headers.GetValues("x-after"));
    }

    [Fact]
    public async Task MiddlewareThatThrows_FailsTheInvocation()
    {
        await using var app = await RunningApp.StartAsync([typeof(Wrapped)], configure: builder => builder.UseMiddleware<Throwing>());

        using var response = await app.Http.GetAsync("/api/Wrapped");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    public sealed class Outer : Recording
    {
        protected override string Name => "outer";
    }

    public sealed class Inner : Recording
    {
        protected override string Name => "inner";
    }

    public abstract class Recording : IFunctionsWorkerMiddleware
    {
        protected abstract string Name { get; }

        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            context.Items["way"] = context.Items.TryGetValue("way", out var way) ? $"{way} {Name}" : Name;
            await next(context);
            context.GetHttpContext()!.Response.Headers.Append("x-after", Name);
        }
    }

    public sealed class Throwing : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next) => throw new InvalidOperationException();
    }

    public sealed class Wrapped
    {
        [Function("Wrapped")]
        public IResult Run([HttpTrigger("get")] HttpRequest request, FunctionContext context) =>
            Results.Text($"{context.Items["way"]} function of {context.FunctionDefinition.Name}");
    }
}
