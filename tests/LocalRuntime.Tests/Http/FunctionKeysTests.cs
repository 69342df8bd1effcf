using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LocalRuntime.Tests.Http;

public sealed class FunctionKeysTests
{
    private static readonly string[] AuthOn =
        ["LocalRuntime:EnableAuth=true", "LocalRuntime:FunctionKey=function-key", "LocalRuntime:MasterKey=master-key"];

    [Theory]
    [InlineData("Anonymous", null, null, 200)]
    [InlineData("Function", null, null, 401)]
    [InlineData("Function", "wrong", null, 401)]
    [InlineData("Function", "", null, 401)]
    [InlineData("Function", "function-key", null, 200)]
    [InlineData("Function", "master-key", null, 200)]
    [InlineData("Function", null, "function-key", 200)]
    [InlineData("Function", null, "Function-key", 401)]
    [InlineData("Function", "wrong", "function-key", 401)]
    [InlineData("Function", "function-key", "wrong", 200)]
    [InlineData("Admin", null, null, 401)]
    [InlineData("Admin", "function-key", null, 401)]
    [InlineData("Admin", "master-key", null, 200)]
    [InlineData("Admin", null, "master-key", 200)]
    public async Task WithAuthOn_TheKeyDecides(string level, string? header, string? code, int status)
    {
        await using var app = await RunningApp.StartAsync([typeof(Guarded)], AuthOn);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/{level}" + (code is null ? "" : "?code=" + code));
        if (header is not null)
            request.Headers.Add("x-functions-key", header);

        using var response = await app.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal(status == 200 ? "in" : "", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("Anonymous")]
    [InlineData("Function")]
    [InlineData("Admin")]
    public async Task WithAuthOff_EverythingPasses(string level)
    {
        await using var app = await RunningApp.StartAsync([typeof(Guarded)]);

        Assert.Equal("in", await app.Http.GetStringAsync("/api/" + level));
    }

    public sealed class Guarded
    {
        [Function("Anonymous")]
        public IResult Anonymous([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Results.Text("in");

        [Function("Function")]
        public IResult Function([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => Results.Text("in");

        [Function("Admin")]
        public IResult Admin([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => Results.Text("in");
    }
}
