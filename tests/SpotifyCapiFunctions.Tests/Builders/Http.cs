using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace SpotifyCapiFunctions.Tests.Builders;

/// <summary>Requests without a server, and answers as a client would see them.</summary>
internal static class Http
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().BuildServiceProvider();

    public static HttpContext Context() => new DefaultHttpContext { RequestServices = Services, Response = { Body = new MemoryStream() } };

    public static HttpRequest Post(Stream body, string? contentType = "application/json", params (string Name, string Value)[] headers)
    {
        var request = Context().Request;
        (request.Method, request.Path, request.Body, request.ContentType) = ("POST", "/api/events", body, contentType);
        foreach (var (name, value) in headers)
            request.Headers.Append(name, value);
        return request;
    }

    public static HttpRequest Post(ReadOnlySpan<byte> body, string? contentType = "application/json", params (string Name, string Value)[] headers)
    {
        var request = Post(new MemoryStream(body.ToArray()), contentType, headers);
        request.ContentLength = body.Length;
        return request;
    }

    /// <summary>Executes a result.</summary>
    public static async Task<Seen> SeenAsync(this IResult result, HttpContext? context = null)
    {
        context ??= Context();
        await result.ExecuteAsync(context);
        return context.Seen();
    }

    /// <summary>What was written.</summary>
    public static Seen Seen(this HttpContext context)
    {
        var body = (MemoryStream)context.Response.Body;
        return new Seen(
            context.Response.StatusCode, context.Response.ContentType, System.Text.Encoding.UTF8.GetString(body.ToArray()), context.Response.Headers);
    }
}

/// <summary>An answer.</summary>
internal sealed record Seen(int Status, string? ContentType, string Text, IHeaderDictionary Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public IReadOnlyList<string?> Codes => [.. Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString())];

    public IReadOnlyList<string?> Results => [.. Json.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("status").GetString())];
}
