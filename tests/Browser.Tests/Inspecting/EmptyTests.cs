using Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Inspecting;

[Collection(LockedCollection.Name)]
public sealed class EmptyTests(LockedCollection.Fixture inspector)
{
    [Fact]
    public async Task No_event_yet_says_so_and_how_to_send_the_first()
    {
        await using var visit = await inspector.VisitAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Nothing has come in yet.");
        await Expect(visit.Page.Locator("pre")).ToContainTextAsync($"curl -s '{inspector.Scenario.App.Address}api/events'");
        await Expect(visit.Page.Locator(".card")).ToContainTextAsync("main");
        await visit.PictureAsync("now-empty", fullPage: true);
    }

    [Fact]
    public async Task Who_has_the_focus_keeps_it_while_the_page_looks_again()
    {
        await using var visit = await inspector.VisitAsync();
        var copy = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Copy the command" });
        await copy.FocusAsync();
        await copy.EvaluateAsync("button => button.dataset.same = 'yes'");

        for (var i = 0; i < 2; i++)
            await visit.Page.WaitForResponseAsync(response => response.Url.Contains("/api/summary", StringComparison.Ordinal));

        await Expect(copy).ToBeFocusedAsync();
        await Expect(copy).ToHaveAttributeAsync("data-same", "yes");
    }

    [Fact]
    public async Task No_dead_letter_says_that_there_is_nothing_to_do()
    {
        await using var visit = await inspector.VisitAsync("/dead-letters");

        await Expect(visit.Page.Locator("main")).ToContainTextAsync("There are none, and there is nothing to do.");
        await Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Preview the replay" })).ToBeHiddenAsync();
    }
}
