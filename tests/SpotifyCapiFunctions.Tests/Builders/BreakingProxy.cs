using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Tests.Builders;

/// <summary>Stands between a client and the blobs of Azurite. It passes everything on, and breaks the connections that it is told to.</summary>
internal sealed class BreakingProxy : IAsyncDisposable
{
    private readonly HttpClient azurite = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly Uri target;
    private readonly WebApplication app;
    private Predicate<HttpRequest>? wanted;
    private Func<HttpContext, HttpResponseMessage, Task>? breaking;

    private BreakingProxy(Uri target)
    {
        this.target = target;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        app = builder.Build();
        app.Run(PassOnAsync);
    }

    /// <summary>How many connections were broken.</summary>
    public int Broken { get; private set; }

    /// <summary>The blob containers as the app has them, through this.</summary>
    public BlobContainers Containers => StorageParts.Containers(ConnectionString);

    private string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account.Name};AccountKey={Account.Key};BlobEndpoint={app.Urls.First()}/{Account.Name};";

    private (string Name, string Key) Account { get; init; }

    public static async Task<BreakingProxy> StartAsync(AzuriteCollection.Storage storage)
    {
        var parts = storage.ConnectionString.Split(';').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1]);
        var proxy = new BreakingProxy(new Uri(parts["BlobEndpoint"])) { Account = (parts["AccountName"], parts["AccountKey"]) };
        await proxy.app.StartAsync();
        return proxy;
    }

    /// <summary>The next such request is carried out, and its answer gets lost.</summary>
    public void LoseAnswer(Predicate<HttpRequest> of) => Break(of, (context, _) =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>The answer to the next such request ends in its middle, after something else has happened.</summary>
    public void CutAnswer(Predicate<HttpRequest> of, int after, Func<Task> meanwhile) => Break(of, async (context, answer) =>
    {
        await using var content = await answer.Content.ReadAsStreamAsync();
        var begin = new byte[after];
        await content.ReadExactlyAsync(begin);
        CopyHead(answer, context.Response);
        await context.Response.Body.WriteAsync(begin);
        await context.Response.Body.FlushAsync();
        await meanwhile();
        context.Abort();
    });

    /// <summary>The next such request is carried out, its answer gets lost, and the service refuses its repetition.</summary>
    public void LoseAnswerAndRefuse(Predicate<HttpRequest> of, int status, string code) => Break(of, (context, _) =>
    {
        Break(of, async (again, _) =>
        {
            again.Response.StatusCode = status;
            again.Response.Headers["x-ms-error-code"] = code;
            await again.Response.CompleteAsync();
        });
        context.Abort();
        return Task.CompletedTask;
    });

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        azurite.Dispose();
    }

    private void Break(Predicate<HttpRequest> of, Func<HttpContext, HttpResponseMessage, Task> how) => (wanted, breaking) = (of, how);

    private async Task PassOnAsync(HttpContext context)
    {
        using var request = await CopyAsync(context);
        using var answer = await azurite.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (breaking is { } how && wanted!(context.Request))
        {
            (wanted, breaking) = (null, null);
            Broken++;
            await how(context, answer);
            return;
        }

        CopyHead(answer, context.Response);
        await answer.Content.CopyToAsync(context.Response.Body);
    }

    private async Task<HttpRequestMessage> CopyAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var address = new Uri(target.GetLeftPart(UriPartial.Authority) + context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), address) { Content = new ByteArrayContent(body.ToArray()) };
        foreach (var (name, values) in context.Request.Headers)
        {
            if (name is not ("Host" or "Connection") && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()) && name != "Content-Length")
                request.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        return request;
    }

    private static void CopyHead(HttpResponseMessage answer, HttpResponse response)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Connection" or "Keep-Alive"))
                response.Headers[name] = values.ToArray();
        }
    }
}
