using System.Globalization;
using Browser.Tests.Browsing;
using Microsoft.Playwright;
using Testing.Harness;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Inspecting;

/// <summary>An app with its first event, and later with ten thousand.</summary>
public sealed class OneAndManyEventsTests : IAsyncLifetime
{
    private const int Count = 10_000;
    private const int AtOnce = 1000;

    private Scenario? scenario;

    private Scenario Scenario => scenario ?? throw new InvalidOperationException("The scenario is not started.");

    public async Task InitializeAsync() => scenario = await Scenario.StartAsync();

    public async Task DisposeAsync() => await Scenario.DisposeAsync();

    [Fact]
    public async Task First_event_is_one_everywhere_and_ten_thousand_are_counted_paged_and_found()
    {
        Assert.Equal(202, (await Scenario.PostEventsAsync(CanonicalEvents.Purchase("the-only-one"))).Status);
        await Scenario.DeliveredAsync("the-only-one");
        await OneEventAsync();

        for (var sent = 1; sent < Count; sent += AtOnce)
        {
            var events = Enumerable.Range(sent, Math.Min(AtOnce, Count - sent)).Select(i => CanonicalEvents.Purchase(string.Create(CultureInfo.InvariantCulture, $"many-{i:00000}")));
            Assert.Equal(202, (await Scenario.PostEventsAsync(CanonicalEvents.Array(events))).Status);
        }

        await Eventually.TrueAsync(() => Scenario.Accounting.Delivered().Count == Count, "all are delivered", TimeSpan.FromMinutes(2));
        await ManyEventsAsync();
    }

    private async Task OneEventAsync()
    {
        await using var visit = await Visit.StartAsync(Scenario);

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

    private async Task ManyEventsAsync()
    {
        await using var visit = await Visit.StartAsync(Scenario);
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
}
