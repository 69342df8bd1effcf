using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Testing.Harness;

namespace Browser.Tests.Browsing;

/// <summary>
/// One look at the inspector in a browser of its own: clean storage, a given size and colour scheme. Whatever the page does wrong on the
/// way (an error in the console, a request to another host, a violation of its policy) fails the test when the visit ends.
/// </summary>
public sealed partial class Visit : IAsyncDisposable
{
    private const float Limit = 90_000;

    private readonly ConcurrentQueue<string> wrong = new();
    private readonly ConcurrentQueue<Task<string>> answers = new();
    private readonly IBrowserContext context;
    private readonly Uri home;

    private Visit(IBrowserContext context, IPage page, Uri home)
    {
        (this.context, Page, this.home) = (context, page, home);
        page.SetDefaultTimeout(Limit);
        page.Console += (_, message) => NoteMessage(message);
        page.PageError += (_, error) => wrong.Enqueue($"error: {error}");
        page.Request += (_, request) => NoteRequest(request);
        page.Response += (_, response) => answers.Enqueue(ReadAsync(response));
    }

    public IPage Page { get; }

    /// <summary>While the app is down on purpose, the browser's own complaints about it are no fault of the page.</summary>
    public bool AppIsDown { get; set; }

    /// <summary>Statuses that a test provokes; the browser notes each of them as an error.</summary>
    public IReadOnlyList<int> ExpectedStatuses { get; init; } = [];

    /// <summary>Opens the inspector.</summary>
    /// <param name="scenario">Whose app.</param>
    /// <param name="view">What stands after #, such as <c>/events</c>.</param>
    /// <param name="options">How.</param>
    public static async Task<Visit> StartAsync(Scenario scenario, string view = "/now", VisitOptions? options = null)
    {
        options ??= new VisitOptions();
        var context = await (await SharedBrowser.Instance).NewContextAsync(new()
        {
            ViewportSize = new() { Width = options.Width, Height = options.Height },
            ColorScheme = options.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "UTC",
            BaseURL = scenario.App.Address.ToString(),
        });
        await context.AddInitScriptAsync("addEventListener('securitypolicyviolation', (violation) => console.error(`policy: ${violation.violatedDirective} ${violation.blockedURI}`))");
        if (options.Retell is { } retell)
            await context.RouteAsync(Asked(), route => RetellAsync(route, retell));
        var visit = new Visit(context, await context.NewPageAsync(), scenario.App.Address) { ExpectedStatuses = options.ExpectedStatuses };
        Assertions.SetDefaultExpectTimeout(Limit);
        await visit.Page.GotoAsync($"/api/inspector{(options.Key is null ? "" : $"?code={options.Key}")}#{view}");
        return visit;
    }

    /// <summary>Keeps a picture in artifacts/screenshots, for people.</summary>
    public async Task PictureAsync(string name, bool fullPage = false)
    {
        await Page.EvaluateAsync("document.fonts.ready");
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots.Folder, name + ".png"), FullPage = fullPage, Animations = ScreenshotAnimations.Disabled });
    }

    /// <summary>All that the page shows and all that the app has answered it.</summary>
    public async Task<IReadOnlyList<string>> EverythingAsync() => [await Page.ContentAsync(), await Page.InnerTextAsync("body"), .. await Task.WhenAll(answers)];

    /// <summary>Fails when anything is wider than the screen.</summary>
    public async Task FitsInWidthAsync()
    {
        var over = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(over <= 0, $"The page is {over} pixels wider than the screen.");
    }

    public async ValueTask DisposeAsync()
    {
        await context.CloseAsync();
        Assert.True(wrong.IsEmpty, string.Join(Environment.NewLine, wrong.Take(10)));
    }

    private void NoteMessage(IConsoleMessage message)
    {
        var expected = message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)
            && (AppIsDown || ExpectedStatuses.Any(status => message.Text.Contains($"status of {status}", StringComparison.Ordinal)));
        if (message.Type is "error" or "warning" && !expected)
            wrong.Enqueue($"console: {message.Text}");
    }

    private void NoteRequest(IRequest request)
    {
        if (!request.Url.StartsWith("data:", StringComparison.Ordinal) && new Uri(request.Url).Authority != home.Authority)
            wrong.Enqueue($"request to another host: {request.Url}");
    }

    private static async Task RetellAsync(IRoute route, Func<Uri, string, Task<string>> retell)
    {
        try
        {
            // The app knows no cursor of a page that is made up.
            var answer = await route.FetchAsync(new() { Url = MadeUpCursor().Replace(route.Request.Url, "$1") });
            await route.FulfillAsync(new() { Response = answer, Body = await retell(new Uri(route.Request.Url), await answer.TextAsync()) });
        }
        catch (PlaywrightException)
        {
            // The page is closed.
        }
    }

    [GeneratedRegex("/api/(summary|deliveries|dead-letters|diagnostics)")]
    private static partial Regex Asked();

    [GeneratedRegex(@"(/dead-letters\?.*)&next=\d+$")]
    private static partial Regex MadeUpCursor();

    private static async Task<string> ReadAsync(IResponse response)
    {
        try
        {
            return await response.TextAsync();
        }
        catch (PlaywrightException)
        {
            // The page went on before the body was there.
            return "";
        }
    }
}

/// <summary>How a visit differs from the usual one: a desktop in the light.</summary>
public sealed record VisitOptions
{
    public int Width { get; init; } = 1280;

    public int Height { get; init; } = 860;

    public bool Dark { get; init; }

    /// <summary>The function key in the address; null: none.</summary>
    public string? Key { get; init; }

    public IReadOnlyList<int> ExpectedStatuses { get; init; } = [];

    /// <summary>What the page is told instead of what the app answered: states that are hard to bring about. Gets address and answer.</summary>
    public Func<Uri, string, Task<string>>? Retell { get; init; }

    public static VisitOptions Phone { get; } = new() { Width = 360, Height = 780 };
}
