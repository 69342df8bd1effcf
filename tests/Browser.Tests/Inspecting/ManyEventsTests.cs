using System.Globalization;
using Browser.Tests.Browsing;
using EndToEnd.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Inspecting;

public sealed class ManyEventsTests : IAsyncLifetime
{
    private const int Count = 10_000;
    private const int AtOnce = 1000;

    private readonly BrowserFixture browser = new();
    private Scenario? scenario;

    [Fact]
    public async Task TenThousandEvents_AreCountedPagedAndFound()
    {
        await using var visit = await Visit.StartAsync(browser, scenario!);
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Every event accounted for" })).ToContainTextAsync("10,000");
        await visit.PictureAsync("now-10000", fullPage: true);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Events", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator("[data-row]")).ToHaveCountAsync(100);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show older ones" }).ClickAsync();
        await Expect(visit.Page.Locator("[data-row]")).ToHaveCountAsync(200);

        await visit.Page.GetByLabel("Event id").FillAsync("many-00042");
        await Expect(visit.Page.Locator("[data-row]")).ToHaveCountAsync(1);
        await visit.Page.Locator("[data-row]").ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "many-00042" })).ToContainTextAsync("Delivered");
    }

    public async Task InitializeAsync()
    {
        await browser.InitializeAsync();
        scenario = await Scenario.StartAsync();
        for (var sent = 0; sent < Count; sent += AtOnce)
        {
            var events = Enumerable.Range(sent, AtOnce).Select(i => CanonicalEvents.Purchase(string.Create(CultureInfo.InvariantCulture, $"many-{i:00000}")));
            Assert.Equal(202, (await scenario.PostEventsAsync(CanonicalEvents.Array(events))).Status);
        }

        await Eventually.TrueAsync(() => scenario.Accounting.Delivered().Count == Count, "all are delivered", TimeSpan.FromMinutes(2));
    }

    public async Task DisposeAsync()
    {
        if (scenario is not null)
            await scenario.DisposeAsync();
        await browser.DisposeAsync();
    }
}
