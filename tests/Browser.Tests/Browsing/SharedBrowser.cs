using Microsoft.Playwright;

namespace Browser.Tests.Browsing;

/// <summary>One browser process for all tests; each visit has storage of its own in it.</summary>
internal static class SharedBrowser
{
    private static readonly Lazy<Task<IBrowser>> Started = new(StartAsync);

    public static Task<IBrowser> Instance => Started.Value;

    // Playwright's driver ends with this process, and the browser with the driver.
    private static async Task<IBrowser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();

        // Containers run tests as root, where Chromium's sandbox refuses to start; the only page it opens is ours.
        return await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium.Find(), Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }
}
