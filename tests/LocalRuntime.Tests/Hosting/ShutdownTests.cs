using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace LocalRuntime.Tests.Hosting;

public sealed class ShutdownTests
{
    private readonly Gate gate = new();

    [Fact]
    public async Task RunningRequest_FinishesWhileNewConnectionsAreRefused()
    {
        await using var app = await RunningApp.StartAsync([typeof(Slow)], configure: builder => builder.Services.AddSingleton(gate));
        var running = app.Http.GetStringAsync("/api/Slow");
        await gate.Began.Task.WaitAsync(TimeSpan.FromSeconds(30));

        var stopping = app.Host.StopAsync();
        await Eventually.TrueAsync(() => RefusedAsync(app.Http.BaseAddress!), "new connections are refused");
        Assert.False(running.IsCompleted);
        gate.Open.SetResult();

        Assert.Equal("finished", await running);
        await stopping;
    }

    [Fact]
    public async Task RequestLongerThanTheGracePeriod_IsCancelled()
    {
        await using var app = await RunningApp.StartAsync(
            [typeof(Slow)], ["LocalRuntime:ShutdownSeconds=0.2"], builder => builder.Services.AddSingleton(gate));
        var running = app.Http.GetAsync("/api/Slow");
        await gate.Began.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await app.Host.StopAsync();

        using var response = await running;
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    private static async Task<bool> RefusedAsync(Uri address)
    {
        using var http = new HttpClient();
        try
        {
            using var response = await http.GetAsync(new Uri(address, "/nothing"));
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    public sealed class Gate
    {
        public TaskCompletionSource Began { get; } = new();

        public TaskCompletionSource Open { get; } = new();
    }

    public sealed class Slow(Gate gate)
    {
        [Function("Slow")]
        public async Task<IResult> RunAsync([HttpTrigger("get")] HttpRequest request, CancellationToken cancellation)
        {
            gate.Began.SetResult();
            await gate.Open.Task.WaitAsync(cancellation);
            return Results.Text("finished");
        }
    }
}
