using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace LocalHost.TestApp;

/// <summary>Functions that answer at once, each in another way.</summary>
public sealed class Answers(IConfiguration configuration)
{
    private const AuthorizationLevel Anyone = AuthorizationLevel.Anonymous;

    [Function("Text")]
    public IResult Text([HttpTrigger(Anyone, "get", Route = "texts/{id:int}/{name?}")] HttpRequest request, int id, string? name) =>
        Results.Text($"{id} {name ?? "(none)"} {request?.Host}");

    [Function("Mvc")]
    public IActionResult Mvc([HttpTrigger(Anyone, "get", "post")] HttpRequest request) =>
        new ObjectResult(new { method = request?.Method, query = request?.QueryString.Value }) { StatusCode = 201 };

    [Function("Problem")]
    public IResult Problem([HttpTrigger(Anyone, "get")] HttpRequest request) => Results.Problem("What is wrong", statusCode: 422);

    [Function("Own")]
    public async Task OwnAsync([HttpTrigger(Anyone, "get")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var response = request.HttpContext.Response;
        response.StatusCode = 202;
        response.Headers["X-Own"] = "yes";
        await response.WriteAsync("written by itself");
    }

    [Function("Echo")]
    public async Task<IResult> EchoAsync([HttpTrigger(Anyone, "post")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return Results.Bytes(body.ToArray(), request.ContentType);
    }

    /// <summary>A webhook that costs nothing but its way here and back; the load test compares the product with it.</summary>
    [Function("Accept")]
    public IActionResult Accept([HttpTrigger(Anyone, "post", Route = "accept/{source}")] HttpRequest request, string source) => new AcceptedResult();

    [Function("Throws")]
    public IResult Throws([HttpTrigger(Anyone, "get")] HttpRequest request) => throw new InvalidOperationException("what it says");

    [Function("ThrowsLate")]
    public async Task ThrowsLateAsync([HttpTrigger(Anyone, "get")] HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        await request.HttpContext.Response.WriteAsync("a beginning");
        await request.HttpContext.Response.Body.FlushAsync();
        throw new InvalidOperationException("in the middle");
    }

    [Function("Setting")]
    public IResult Setting([HttpTrigger(AuthorizationLevel.Function, "get", Route = "settings/{name}")] HttpRequest request, string name) =>
        Results.Text(configuration[name] ?? "(none)");

    [Function("Admin")]
    public IResult Admin([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => Results.Text("admin");

    [Function("Sleeper")]
    public IResult Sleeper([HttpTrigger(Anyone, "get")] HttpRequest request) => Results.Text("disabled, so never seen");
}
