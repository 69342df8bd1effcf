using Browser.Tests.Browsing;
using Microsoft.Playwright;
using Testing.Harness;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Keys;

[Collection(LockedCollection.Name)]
public sealed class KeyTests(LockedCollection.Fixture inspector)
{
    [Fact]
    public async Task Key_in_the_address_goes_to_the_tab_and_out_of_the_address()
    {
        await using var visit = await inspector.VisitAsync();

        await Expect(visit.Page.Locator("#live")).ToContainTextAsync("Live");
        Assert.DoesNotContain("code", visit.Page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(ScenarioSettings.FunctionKey, visit.Page.Url, StringComparison.Ordinal);
        Assert.Equal(ScenarioSettings.FunctionKey, await visit.Page.EvaluateAsync<string>("sessionStorage.getItem('inspector.key')"));
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("Object.values(localStorage).length"));
    }

    [Fact]
    public async Task Reload_keeps_the_key_and_the_view()
    {
        await using var visit = await inspector.VisitAsync("/dead-letters");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "No dead letters" })).ToBeVisibleAsync();

        await visit.Page.ReloadAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "No dead letters" })).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("#live")).ToContainTextAsync("Live");
    }

    [Fact]
    public async Task Key_that_is_not_taken_any_more_is_asked_for_once()
    {
        await using var visit = await inspector.VisitAsync("/events", new VisitOptions { ExpectedStatuses = [401] });
        await visit.Page.EvaluateAsync("sessionStorage.setItem('inspector.key', 'an-old-key')");
        await visit.Page.ReloadAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Function key" })).ToBeVisibleAsync();
        await Expect(visit.Page.GetByLabel("Key")).ToBeFocusedAsync();
        await visit.PictureAsync("function-key");
        await visit.Page.Keyboard.TypeAsync(ScenarioSettings.FunctionKey);
        await visit.Page.Keyboard.PressAsync("Enter");

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "No events yet" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Page_without_a_key_is_refused()
    {
        var answer = await inspector.Scenario.GetAsync("/api/inspector");

        Assert.Equal(401, answer.Status);
    }
}
