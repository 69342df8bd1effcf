using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LocalRuntime.Tests.Http;

public sealed class RouteTests
{
    [Theory]
    [InlineData("/api/orders/7/7f2c1a52-0a3b-4c8f-9b52-8f2f3f0d9a11", "int 7, guid 7f2c1a52-0a3b-4c8f-9b52-8f2f3f0d9a11")]
    [InlineData("/api/words/gr%C3%BCn", "word grün, count none")]
    [InlineData("/api/words/a/3", "word a, count 3")]
    [InlineData("/api/rest/a/b%20c/d.csv", "rest a/b c/d.csv")]
    [InlineData("/api/rest", "rest none")]
    [InlineData("/api/Plain", "plain get")]
    [InlineData("/API/plain", "plain get")]
    public async Task RouteValues_ArriveAsParametersOfTheirType(string path, string expected)
    {
        await using var app = await RunningApp.StartAsync([typeof(Routes)]);

        Assert.Equal(expected, await app.Http.GetStringAsync(path));
    }

    [Theory]
    [InlineData("DELETE", "/api/plain")]
    [InlineData("HEAD", "/api/plain")]
    [InlineData("GET", "/api/nothing")]
    [InlineData("GET", "/plain")]
    public async Task WrongMethodOrUnknownRoute_IsNotFoundWithoutBody(string method, string path)
    {
        await using var app = await RunningApp.StartAsync([typeof(Routes)]);

        using var response = await app.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(response.Content.Headers.Allow);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task TwoMethodsOfOneRoute_ReachTheirOwnFunctions()
    {
        await using var app = await RunningApp.StartAsync([typeof(Routes)]);

        using var response = await app.Http.PostAsync("/api/plain", null);

        Assert.Equal("plain post", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("custom/v1", "/custom/v1/plain")]
    [InlineData("", "/plain")]
    public async Task RoutePrefix_ComesFromHostJson(string prefix, string path)
    {
        await using var app = await RunningApp.StartAsync([typeof(Routes)], [$"AzureFunctionsJobHost:extensions:http:routePrefix={prefix}"]);

        Assert.Equal("plain get", await app.Http.GetStringAsync(path));
    }

    [Fact]
    public async Task Responses_DoNotNameTheServer()
    {
        await using var app = await RunningApp.StartAsync([typeof(Routes)]);

        using var response = await app.Http.GetAsync("/api/plain");

        Assert.Empty(response.Headers.Server);
    }

    public sealed class Routes
    {
        [Function("Orders")]
        public IResult Orders(
            [HttpTrigger(AuthorizationLevel.Function, "get", Route = "orders/{number}/{id}")] HttpRequest request, int number, Guid id) =>
            Results.Text($"int {number}, guid {id}");

        [Function("Words")]
        public static IResult Words(
            [HttpTrigger("get", Route = "words/{word}/{count:int?}")] HttpRequest request, string word, FunctionContext context, int? count) =>
            Results.Text($"word {word}, count {(count is null ? "none" : count)}");

        [Function("Rest")]
        public static IResult Rest([HttpTrigger("get", Route = "rest/{*path}")] HttpRequest request, string? path) => Results.Text($"rest {path ?? "none"}");

        [Function("Plain")]
        public IResult Plain([HttpTrigger(AuthorizationLevel.Anonymous, "GET")] HttpRequest request) => Results.Text("plain get");

        [Function("PlainPost")]
        public IResult PlainPost([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "plain")] HttpRequest request) =>
            Results.Text("plain post");
    }
}
