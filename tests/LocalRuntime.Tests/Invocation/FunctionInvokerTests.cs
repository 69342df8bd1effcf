using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace LocalRuntime.Tests.Invocation;

public sealed class FunctionInvokerTests
{
    [Fact]
    public async Task EachInvocation_HasItsOwnScopeThatIsDisposedAfterwards()
    {
        var tracked = new ConcurrentQueue<string>();
        await using var app = await RunningApp.StartAsync([typeof(Scoped)], configure: builder =>
        {
            builder.Services.AddSingleton(tracked);
            builder.Services.AddScoped<Resource>();
        });

        var first = await app.Http.GetStringAsync("/api/Scoped");
        var second = await app.Http.GetStringAsync("/api/Scoped");

        Assert.NotEqual(first, second);
        await Eventually.TrueAsync(() => tracked.Count == 4, "both invocations are disposed");
        Assert.Equal(["function " + first, "resource " + first, "function " + second, "resource " + second], tracked);
    }

    [Fact]
    public async Task FailedInvocation_IsDisposedToo()
    {
        var tracked = new ConcurrentQueue<string>();
        await using var app = await RunningApp.StartAsync([typeof(Scoped)], configure: builder =>
        {
            builder.Services.AddSingleton(tracked);
            builder.Services.AddScoped<Resource>();
        });

        using var response = await app.Http.GetAsync("/api/ScopedFailure");

        await Eventually.TrueAsync(() => tracked.Count == 2, "the failed invocation is disposed");
    }

    public sealed class Resource(ConcurrentQueue<string> tracked) : IAsyncDisposable
    {
        public string Id { get; } = Guid.NewGuid().ToString();

        public ValueTask DisposeAsync()
        {
            tracked.Enqueue("resource " + Id);
            return ValueTask.CompletedTask;
        }
    }

    public sealed class Scoped(Resource resource, ConcurrentQueue<string> tracked) : IAsyncDisposable
    {
        [Function("Scoped")]
        public IResult Run([HttpTrigger("get")] HttpRequest request, FunctionContext context) =>
            Results.Text(ReferenceEquals(context.InstanceServices.GetRequiredService<Resource>(), resource) ? resource.Id : "another scope");

        [Function("ScopedFailure")]
        public IResult Fail([HttpTrigger("get")] HttpRequest request) => throw new InvalidOperationException(resource.Id);

        public ValueTask DisposeAsync()
        {
            tracked.Enqueue("function " + resource.Id);
            return ValueTask.CompletedTask;
        }
    }
}
