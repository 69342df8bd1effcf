using System.Diagnostics;
using System.Net.Sockets;
using Azure.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Moq;
using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Http;

public sealed class HttpEdgeTests
{
    private const string Personal = "jane.doe@example.com";

    private readonly FakeLogger<HttpEdgeTests> log = new();

    [Theory]
    [InlineData(400, "body_incomplete")]
    [InlineData(408, "body_incomplete")]
    [InlineData(413, "body_too_large")]
    public async Task Bad_HTTP_request_has_its_own_status_and_is_no_error(int status, string code)
    {
        var answer = await RunAsync(new BadHttpRequestException(Personal, status));

        Assert.Equal((status, "application/problem+json", code), (answer.Status, answer.ContentType, Assert.Single(answer.Codes)));
        Assert.Empty(log.Entries());
    }

    [Fact]
    public async Task Unforeseen_exception_is_500_without_its_message_anywhere()
    {
        var answer = await RunAsync(new InvalidOperationException(Personal));

        Assert.Equal((500, "application/problem+json", "internal_error"), (answer.Status, answer.ContentType, Assert.Single(answer.Codes)));
        Assert.DoesNotContain(Personal, answer.Text, StringComparison.Ordinal);
        var (level, text) = Assert.Single(log.Entries());
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains(nameof(InvalidOperationException), text, StringComparison.Ordinal);
        Assert.DoesNotContain(Personal, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_secret_is_503_with_a_time_to_come_back_and_names_the_secret_in_the_log_only()
    {
        var context = Builders.Http.Context();

        var answer = await RunAsync(new SecretUnavailableException("shop-secret"), context);

        Assert.Equal((503, "secret_unavailable"), (answer.Status, Assert.Single(answer.Codes)));
        Assert.NotEmpty(answer.Headers.RetryAfter.ToString());
        Assert.DoesNotContain("shop-secret", answer.Text, StringComparison.Ordinal);
        Assert.Contains("shop-secret", Assert.Single(log.Entries()).Text, StringComparison.Ordinal);
    }

    /// <summary>412: a read that broke, of something that has changed since; the client cannot take it up again.</summary>
    [Theory]
    [InlineData(403)]
    [InlineData(412)]
    [InlineData(503)]
    public async Task Storage_that_cannot_be_read_now_is_503_with_a_time_to_come_back(int status)
    {
        var answer = await RunAsync(new Azure.RequestFailedException(status, Personal));

        Assert.Equal((503, "storage_unavailable"), (answer.Status, Assert.Single(answer.Codes)));
        Assert.NotEmpty(answer.Headers.RetryAfter.ToString());
        Assert.DoesNotContain(Personal, Assert.Single(log.Entries()).Text, StringComparison.Ordinal);
    }

    public static TheoryData<Exception, string> Causes => new()
    {
        { new Azure.RequestFailedException(403, Personal, "AuthorizationPermissionMismatch", null), "403 AuthorizationPermissionMismatch" },
        { new AggregateException(new TaskCanceledException(Personal), new TaskCanceledException(Personal)), " Timeout" },
        { new Azure.RequestFailedException(0, Personal, new HttpRequestException(Personal, new SocketException((int)SocketError.ConnectionRefused))), " ConnectionRefused" },
        { new AuthenticationFailedException(Personal), " AuthenticationFailedException" },
    };

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task Storage_that_cannot_be_read_is_logged_with_its_cause(Exception exception, string cause)
    {
        Assert.Equal(503, (await RunAsync(exception)).Status);

        var (level, text) = Assert.Single(log.Entries());
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains($"({(cause[0] == ' ' ? "(null)" : "")}{cause})", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_that_stops_is_said_with_a_code_of_its_own()
    {
        var answer = await RunAsync(new OperationCanceledException());

        Assert.Equal((503, "shutting_down"), (answer.Status, Assert.Single(answer.Codes)));
        Assert.NotEmpty(answer.Headers.RetryAfter.ToString());
    }

    /// <summary>A path holds what a caller writes into it: addresses, and line breaks.</summary>
    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(AuthenticationFailedException))]
    public async Task Log_names_the_route_and_not_the_path(Type exception)
    {
        var context = Builders.Http.Context();
        context.Request.Path = $"/api/deliveries/{Personal}\nerror: forged";
        context.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("api/deliveries/{eventId}"), 0, null, null));

        await RunAsync((Exception)Activator.CreateInstance(exception, "A message")!, context);

        var (_, text) = Assert.Single(log.Entries());
        Assert.StartsWith("/api/deliveries/{eventId}", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Personal, text, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(IOException))]
    public async Task Caller_that_went_away_is_no_error(Type exception)
    {
        var context = Builders.Http.Context();
        context.RequestAborted = new CancellationToken(canceled: true);

        var answer = await RunAsync((Exception)Activator.CreateInstance(exception)!, context);

        Assert.Equal(499, answer.Status);
        Assert.Empty(log.Entries());
    }

    [Fact]
    public async Task Answer_is_written_here_and_not_handed_to_the_host()
    {
        var context = Builders.Http.Context();

        await HttpEdge.RunAsync(context.Request, log, () => Task.FromResult(Results.Text("{}", "application/json", statusCode: 201)));

        var answer = context.Seen();
        Assert.Equal((201, "application/json", "{}"), (answer.Status, answer.ContentType, answer.Text));
    }

    [Fact]
    public void No_HTTP_function_returns_a_result() => Assert.All(
        typeof(Composition).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.IsDefined(typeof(FunctionAttribute), false) && method.GetParameters().Any(parameter => parameter.ParameterType == typeof(HttpRequest))),
        method => Assert.Equal(typeof(Task), method.ReturnType));

    /// <summary>The host looks for the answer only when it has sent all.</summary>
    [Fact]
    public async Task Body_that_nobody_wants_is_read_to_its_end_before_the_answer()
    {
        var body = new MemoryStream(new byte[3_000_000]);
        var request = Builders.Http.Post(body);
        var left = -1L;
        request.HttpContext.Response.Body = new Told(() => left = body.Length - body.Position);

        await HttpEdge.RunAsync(request, log, () => Task.FromResult(Results.Text("no", statusCode: 413)));

        Assert.Equal(0, left);
    }

    [Fact]
    public async Task Body_that_breaks_off_changes_no_answer()
    {
        var request = Builders.Http.Post(new Broken());

        await HttpEdge.RunAsync(request, log, () => Task.FromResult(Results.StatusCode(415)));

        Assert.Equal(415, request.HttpContext.Seen().Status);
    }

    [Fact]
    public async Task Work_belongs_to_the_trace_of_the_request()
    {
        var context = Builders.Http.Context();
        using var ofTheRequest = new Activity("request").Start();
        context.Features.Set<IHttpActivityFeature>(Mock.Of<IHttpActivityFeature>(feature => feature.Activity == ofTheRequest));
        Activity.Current = null;
        string? seen = null;

        await HttpEdge.RunAsync(context.Request, log, () =>
        {
            seen = Activity.Current?.Id;
            return Task.FromResult(Results.Ok());
        });

        Assert.Equal(ofTheRequest.Id, seen);
    }

    private async Task<Seen> RunAsync(Exception exception, HttpContext? context = null)
    {
        context ??= Builders.Http.Context();
        return await (await HttpEdge.AnswerAsync(context.Request, log, () => throw exception)).SeenAsync(context);
    }

    /// <summary>A response that says when it is written.</summary>
    private sealed class Told(Action written) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            written();
            return base.WriteAsync(buffer, cancellationToken);
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            written();
            base.Write(buffer, offset, count);
        }
    }

    /// <summary>A body that ends too early.</summary>
    private sealed class Broken : MemoryStream
    {
        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
            throw new BadHttpRequestException("Unexpected end of request content.");
    }
}
