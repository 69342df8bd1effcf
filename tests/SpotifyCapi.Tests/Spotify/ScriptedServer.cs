using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace SpotifyCapi.Tests.Spotify;

/// <summary>One request as it was sent.</summary>
internal sealed record SeenRequest(HttpMethod Method, Uri Address, string? Authorization, string? ContentType, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>
/// Stands where the network is. It answers what a test scripted, in order or by a rule; a call that nobody scripted is remembered and fails the test
/// when the server is disposed, even if the code under test swallowed the exception.
/// </summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly ConcurrentQueue<Func<SeenRequest, CancellationToken, Task<HttpResponseMessage>>> script = [];
    private readonly ConcurrentQueue<Uri?> unexpected = [];

    public ConcurrentQueue<SeenRequest> Seen { get; } = [];

    public Func<SeenRequest, HttpResponseMessage>? Rule { get; set; }

    public HttpClient Client => new(this, disposeHandler: false);

    public static HttpResponseMessage Answer(int status, string body = "", params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };
        foreach (var (name, value) in headers)
            Assert.True(response.Headers.TryAddWithoutValidation(name, value));

        return response;
    }

    public ScriptedServer Then(int status, string body = "", params (string Name, string Value)[] headers) =>
        Then((_, _) => Task.FromResult(Answer(status, body, headers)));

    public ScriptedServer Then(Func<SeenRequest, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        script.Enqueue(answer);
        return this;
    }

    public async Task SeesAsync(int requests)
    {
        for (var i = 0; i < 500 && Seen.Count < requests; i++)
            await Task.Delay(10);

        Assert.True(Seen.Count >= requests, $"{Seen.Count} of {requests} requests");
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var seen = new SeenRequest(
            request.Method, request.RequestUri!, request.Headers.Authorization?.ToString(), request.Content?.Headers.ContentType?.ToString(), body);
        Seen.Enqueue(seen);
        if (script.TryDequeue(out var answer))
            return await answer(seen, cancellationToken);

        if (Rule is { } rule)
            return rule(seen);

        unexpected.Enqueue(request.RequestUri);
        throw new InvalidOperationException("Nobody expected this call.");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Assert.Empty(unexpected);
        Assert.Empty(script);
    }
}
