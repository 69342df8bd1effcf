using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;

namespace LocalRuntime.Tests.Http;

public sealed class RequestBodyLimitTests
{
    [Theory]
    [InlineData("Count", 30_000_001)]
    [InlineData("CountMore", 104_857_601)]
    public async Task DeclaredLengthAboveTheLimit_Is413WhenTheFunctionReads(string function, long length)
    {
        await using var app = await RunningApp.StartAsync([typeof(Bodies)]);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", app.Http.BaseAddress!.Port);
        var stream = client.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/{function} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n"));
        using var reader = new StreamReader(stream);

        Assert.StartsWith("HTTP/1.1 413", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Count", 30_000_000)]
    [InlineData("CountMore", 30_000_001)]
    public async Task BodyWithinTheLimit_IsReadWhole(string function, int length)
    {
        await using var app = await RunningApp.StartAsync([typeof(Bodies)]);

        using var response = await app.Http.PostAsync("/api/" + function, new ByteArrayContent(new byte[length]));

        Assert.Equal($"{length}", await response.Content.ReadAsStringAsync());
    }

    public sealed class Bodies
    {
        [Function("Count")]
        public async Task<IResult> CountAsync([HttpTrigger("post")] HttpRequest request)
        {
            try
            {
                var buffer = new byte[81_920];
                var total = 0L;
                while (await request.Body.ReadAsync(buffer) is var read and > 0)
                    total += read;
                return Results.Text($"{total}");
            }
            catch (BadHttpRequestException exception)
            {
                return Results.StatusCode(exception.StatusCode);
            }
        }

        [Function("CountMore")]
        public Task<IResult> CountMoreAsync([HttpTrigger("post")] HttpRequest request)
        {
            request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
            return CountAsync(request);
        }
    }
}
