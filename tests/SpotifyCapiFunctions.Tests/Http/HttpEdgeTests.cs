using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Secrets;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Http;

public sealed class HttpEdgeTests
{
    private const string Personal = "jane.doe@example.com";

    private readonly RecordedLog<HttpEdgeTests> log = new();

    [Theory]
    [InlineData(400, "body_incomplete")]
    [InlineData(408, "body_incomplete")]
    [InlineData(413, "body_too_large")]
    public async Task BadHttpRequest_HasItsOwnStatusAndIsNoError(int status, string code)
    {
        var answer = await RunAsync(new BadHttpRequestException(Personal, status));

        Assert.Equal((status, "application/problem+json", code), (answer.Status, answer.ContentType, Assert.Single(answer.Codes)));
        Assert.Empty(log.Entries);
    }

    [Fact]
    public async Task UnforeseenException_Is500WithoutItsMessageAnywhere()
    {
        var answer = await RunAsync(new InvalidOperationException(Personal));

        Assert.Equal((500, "application/problem+json", "internal_error"), (answer.Status, answer.ContentType, Assert.Single(answer.Codes)));
        Assert.DoesNotContain(Personal, answer.Text, StringComparison.Ordinal);
        var (level, text) = Assert.Single(log.Entries);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains(nameof(InvalidOperationException), text, StringComparison.Ordinal);
        Assert.DoesNotContain(Personal, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingSecret_Is503WithATimeToComeBackAndNamesTheSecretInTheLogOnly()
    {
        var context = Builders.Http.Context();

        var answer = await RunAsync(new SecretUnavailableException("shop-secret"), context);

        Assert.Equal(503, answer.Status);
        Assert.NotEmpty(answer.Headers.RetryAfter.ToString());
        Assert.DoesNotContain("shop-secret", answer.Text, StringComparison.Ordinal);
        Assert.Contains("shop-secret", Assert.Single(log.Entries).Text, StringComparison.Ordinal);
    }

    /// <summary>412: a read that broke, of something that has changed since; the client cannot take it up again.</summary>
    [Theory]
    [InlineData(412)]
    [InlineData(503)]
    public async Task StorageThatCannotBeReadNow_Is503WithATimeToComeBack(int status)
    {
        var answer = await RunAsync(new Azure.RequestFailedException(status, Personal));

        Assert.Equal((503, "storage_unavailable"), (answer.Status, Assert.Single(answer.Codes)));
        Assert.NotEmpty(answer.Headers.RetryAfter.ToString());
        Assert.DoesNotContain(Personal, Assert.Single(log.Entries).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(IOException))]
    public async Task CallerThatWentAway_IsNoError(Type exception)
    {
        var context = Builders.Http.Context();
        context.RequestAborted = new CancellationToken(canceled: true);

        var answer = await RunAsync((Exception)Activator.CreateInstance(exception)!, context);

        Assert.Equal(499, answer.Status);
        Assert.Empty(log.Entries);
    }

    [Fact]
    public async Task Result_PassesThrough() => Assert.Equal(
        201, (await (await HttpEdge.RunAsync(Builders.Http.Context().Request, log, () => Task.FromResult(Results.StatusCode(201)))).SeenAsync()).Status);

    private async Task<Seen> RunAsync(Exception exception, HttpContext? context = null)
    {
        context ??= Builders.Http.Context();
        return await (await HttpEdge.RunAsync(context.Request, log, () => throw exception)).SeenAsync(context);
    }
}
