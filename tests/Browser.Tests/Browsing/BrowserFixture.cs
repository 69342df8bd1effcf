using Microsoft.Playwright;

namespace Browser.Tests.Browsing;

/// <summary>One browser process for a class of tests.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public IBrowser Browser => browser ?? throw new InvalidOperationException("The browser is not started.");

    public async Task InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        // Containers run tests as root, where Chromium's sandbox refuses to start; the only page it opens is ours.
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Find(), Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
