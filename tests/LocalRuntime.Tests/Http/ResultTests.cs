using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LocalRuntime.Tests.Http;

public sealed class ResultTests
{
    [Theory]
    [InlineData("Minimal", 202, """{"n":1}""")]
    [InlineData("MinimalTask", 409, """{"n":2}""")]
    [InlineData("MinimalValueTask", 200, "three")]
    [InlineData("Action", 201, """{"n":4}""")]
    [InlineData("ActionTask", 418, "")]
    [InlineData("Plain", 299, "written")]
    public async Task EveryKindOfResult_IsWritten(string function, int status, string body)
    {
        await using var app = await RunningApp.StartAsync([typeof(Answers)]);

        using var response = await app.Http.GetAsync("/api/" + function);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("Throws")]
    [InlineData("ThrowsLater")]
    [InlineData("Unsupported")]
    public async Task ExceptionThatEscapes_IsAnEmpty500AndAnErrorWithoutItsMessage(string function)
    {
        await using var app = await RunningApp.StartAsync([typeof(Answers)]);

        using var response = await app.Http.GetAsync($"/api/{function}?email=jane@example.com");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
        var error = Assert.Single(app.Log.Entries, entry => entry.Level == LogLevel.Error);
        Assert.Contains(function, error.Text, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException", error.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(app.Log.Entries, entry => entry.Text.Contains("jane@example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ExceptionAfterTheResponseStarted_BreaksTheConnection()
    {
        await using var app = await RunningApp.StartAsync([typeof(Answers)]);

        await Assert.ThrowsAsync<HttpRequestException>(() => app.Http.GetStringAsync("/api/ThrowsWhileWriting"));
    }

    [Fact]
    public async Task CallerThatGoesAway_CancelsTheFunctionWithoutAnError()
    {
        Waiting.Began = new TaskCompletionSource();
        Waiting.Cancelled = new TaskCompletionSource();
        await using var app = await RunningApp.StartAsync([typeof(Waiting)]);
        using var caller = new CancellationTokenSource();
        var call = app.Http.GetAsync("/api/Wait", caller.Token);
        await Waiting.Began.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await caller.CancelAsync();

        await Waiting.Cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.DoesNotContain(app.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    public sealed class Answers
    {
        [Function("Minimal")]
        public IResult Minimal([HttpTrigger("get")] HttpRequest request) => Results.Json(new { n = 1 }, statusCode: 202);

        [Function("MinimalTask")]
        public async Task<IResult> MinimalTask([HttpTrigger("get")] HttpRequest request)
        {
            await Task.Yield();
            return Results.Conflict(new { n = 2 });
        }

        [Function("MinimalValueTask")]
        public ValueTask<IResult> MinimalValueTask([HttpTrigger("get")] HttpRequest request) => new(Results.Text("three"));

        [Function("Action")]
        public IActionResult Action([HttpTrigger("get")] HttpRequest request) => new ObjectResult(new { n = 4 }) { StatusCode = 201 };

        [Function("ActionTask")]
        public Task<IActionResult> ActionTask([HttpTrigger("get")] HttpRequest request) =>
            Task.FromResult<IActionResult>(new StatusCodeResult(418));

        [Function("Plain")]
        public async Task Plain([HttpTrigger("get")] HttpRequest request)
        {
            request.HttpContext.Response.StatusCode = 299;
            await request.HttpContext.Response.WriteAsync("written");
        }

        [Function("Throws")]
        public IResult Throws([HttpTrigger("get")] HttpRequest request) => throw Refusal(request);

        [Function("ThrowsLater")]
        public async Task<IActionResult> ThrowsLater([HttpTrigger("get")] HttpRequest request)
        {
            await Task.Yield();
            request.HttpContext.Response.Headers["x-lost"] = "yes";
            throw Refusal(request);
        }

        [Function("Unsupported")]
        public object Unsupported([HttpTrigger("get")] HttpRequest request) => "a bare string";

        [Function("ThrowsWhileWriting")]
        public async Task ThrowsWhileWriting([HttpTrigger("get")] HttpRequest request)
        {
            await request.HttpContext.Response.WriteAsync("half");
            await request.HttpContext.Response.Body.FlushAsync();
            throw Refusal(request);
        }

        private static InvalidOperationException Refusal(HttpRequest request) => new($"cannot handle {request.Query["email"]}");
    }

    public sealed class Waiting
    {
        internal static TaskCompletionSource Began { get; set; } = new();

        internal static TaskCompletionSource Cancelled { get; set; } = new();

        [Function("Wait")]
        public async Task WaitAsync([HttpTrigger("get")] HttpRequest request, CancellationToken cancellation)
        {
            using var registration = cancellation.Register(() => Cancelled.TrySetResult());
            Began.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
        }
    }
}
