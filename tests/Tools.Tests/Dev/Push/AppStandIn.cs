using System.Collections.Concurrent;
using System.Text;
using Dev.Output;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tools.Tests.Dev.Push;

/// <summary>Answers in the place of the app or of the storage as a test has it say, one request after the other, and keeps what it was sent.</summary>
internal sealed class AppStandIn : IAsyncDisposable
{
    private readonly ConcurrentQueue<Func<HttpContext, Task>> answers = new();
    private readonly ConcurrentQueue<SentRequest> requests = new();
    private readonly WebApplication server;

    private AppStandIn()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        server = builder.Build();
        server.Run(AnswerAsync);
    }

    public Uri Address => new(server.Urls.Single());

    public IReadOnlyList<SentRequest> Requests => [.. requests];

    public static async Task<AppStandIn> StartAsync()
    {
        var standIn = new AppStandIn();
        await standIn.server.StartAsync();
        return standIn;
    }

    /// <summary>The answer to the next request for which there is none yet.</summary>
    public AppStandIn Then(int status, string body = "", params (string Name, string Value)[] headers) => Then(async context =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        await context.Response.WriteAsync(body);
    });

    /// <summary>The next request is read, and its connection then cut.</summary>
    public AppStandIn ThenHangUp() => Then(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>The next request is read and never answered; whoever waits for the answer has to give it up.</summary>
    public AppStandIn ThenHang() => Then(context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private AppStandIn Then(Func<HttpContext, Task> answer)
    {
        answers.Enqueue(answer);
        return this;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        requests.Enqueue(new SentRequest(context.Request.Method, context.Request.Path + context.Request.QueryString, headers, Encoding.UTF8.GetString(body.ToArray())));
        if (!answers.TryDequeue(out var answer))
            throw new InvalidOperationException($"No answer was scripted for {context.Request.Method} {context.Request.Path}.");
        await answer(context);
    }
}

/// <summary>One request as it came in.</summary>
internal sealed record SentRequest(string Method, string Address, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>Reports as the app writes them.</summary>
internal static class Reports
{
    public const string Completed = """
        {"report_id":"r-1","source":"pos","file":"orders.csv","status":"completed","started_at":"2026-01-23T12:00:00Z","finished_at":"2026-01-23T12:00:09Z",
         "rows":10,"accepted":6,"duplicates":1,"ignored":1,"rejected":2,"messages":1,"by_code":{"amount_missing":1,"email_invalid":1},
         "problems":[{"line":3,"field":"value","code":"amount_missing","message":"A purchase has no amount."},
                     {"line":12,"field":"","code":"too_many_fields","message":"The row has more fields than the header."}],
         "problems_total":2,"report":"/api/offline-conversions/pos/reports/r-1"}
        """;

    public const string Running = """{"report_id":"r-1","status":"running","rows":1000,"accepted":1000}""";

    public const string Interrupted = """{"report_id":"r-1","status":"interrupted","rows":1500}""";

    public const string NoneYet = """{"title":"Not found","status":404,"errors":[{"code":"unknown_report","field":"","message":"There is no such report."}]}""";

    public static string Problem(string code, string message) =>
        $$"""{"type":"about:blank","title":"Bad Request","detail":"{{message}}","errors":[{"code":"{{code}}","field":"","message":"{{message}}"}]}""";
}

/// <summary>Keeps what would be shown.</summary>
internal sealed class RecordedMeter : Meter
{
    private readonly ConcurrentQueue<(string Text, double? Share)> shown = new();

    public IReadOnlyList<(string Text, double? Share)> Shown => [.. shown];

    public override void Note(string text) => Show(text, share: null);

    public override void Show(string text, double? share) => shown.Enqueue((text, share));
}
