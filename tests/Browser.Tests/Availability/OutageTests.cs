using Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Availability;

[Collection(LockedCollection.Name)]
public sealed class OutageTests(LockedCollection.Fixture inspector)
{
    [Fact]
    public async Task App_that_goes_away_and_comes_back_is_told_and_recovered_from()
    {
        await using var visit = await inspector.VisitAsync();
        await Expect(visit.Page.Locator("#live")).ToContainTextAsync("Live");

        visit.AppIsDown = true;
        inspector.Scenario.App.Kill();
        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The app does not answer.");
        await Expect(visit.Page.Locator("#live")).ToContainTextAsync("Away");
        await visit.PictureAsync("away");
        await inspector.Scenario.App.RestartAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try now" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Alert)).ToBeEmptyAsync();
        await Expect(visit.Page.Locator("#live")).ToContainTextAsync("Live");
        await Expect(visit.Page.Locator("#announcer")).ToHaveTextAsync("The app answers again.");
    }

    [Fact]
    public async Task Hidden_tab_pauses_and_goes_on_when_it_is_looked_at()
    {
        await using var visit = await inspector.VisitAsync();
        await Expect(visit.Page.Locator("#live")).ToContainTextAsync("Live");

        await HideAsync(visit, true);
        await Expect(visit.Page.Locator("#live")).ToHaveTextAsync("Paused");
        await HideAsync(visit, false);

        await Expect(visit.Page.Locator("#live")).ToContainTextAsync("Live");
    }

    private static async Task HideAsync(Visit visit, bool hidden) => await visit.Page.EvaluateAsync(
        "hidden => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden }); document.dispatchEvent(new Event('visibilitychange')); }", hidden);
}
