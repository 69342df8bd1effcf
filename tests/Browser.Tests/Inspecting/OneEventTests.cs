using Browser.Tests.Browsing;
using EndToEnd.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Inspecting;

public sealed class OneEventTests : IAsyncLifetime
{
    private readonly BrowserFixture browser = new();
    private Scenario? scenario;

    [Fact]
    public async Task OneEvent_IsOneEverywhere()
    {
        await using var visit = await Visit.StartAsync(browser, scenario!);

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Every accepted event is delivered.");
        await Expect(visit.Page.Locator(".verdict")).ToContainTextAsync("1 event received, 1 accepted, 1 delivered.");
        await Expect(visit.Page.Locator("#dead-count")).ToBeHiddenAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "What needs you" })).ToHaveCountAsync(0);
        await visit.PictureAsync("now-1", fullPage: true);

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Events", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator("[data-row]")).ToHaveCountAsync(1);
        await Expect(visit.Page.GetByText("1 event shown, latest first.")).ToBeVisibleAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show older ones" })).ToHaveCountAsync(0);
    }

    public async Task InitializeAsync()
    {
        await browser.InitializeAsync();
        scenario = await Scenario.StartAsync();
        Assert.Equal(202, (await scenario.PostEventsAsync(CanonicalEvents.Purchase("the-only-one"))).Status);
        await scenario.DeliveredAsync("the-only-one");
    }

    public async Task DisposeAsync()
    {
        if (scenario is not null)
            await scenario.DisposeAsync();
        await browser.DisposeAsync();
    }
}
