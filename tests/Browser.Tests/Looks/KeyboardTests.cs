using Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Looks;

/// <summary>Without a mouse.</summary>
[Collection(BusyInspectorCollection.Name)]
public sealed class KeyboardTests(Inspector inspector)
{
    [Fact]
    public async Task First_tab_offers_to_skip_the_navigation()
    {
        await using var visit = await inspector.VisitAsync();
        await Expect(visit.Page.Locator("#live")).ToContainTextAsync("Live");

        await visit.Page.Keyboard.PressAsync("Tab");

        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Event_is_found_opened_and_closed_by_keys_alone()
    {
        await using var visit = await inspector.VisitAsync();
        await Expect(visit.Page.Locator("#live")).ToContainTextAsync("Live");
        var (page, keys) = (visit.Page, visit.Page.Keyboard);

        await TabToAsync(page, "a[href='#/events']");
        await keys.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();
        await Expect(page.Locator("[data-row]").Nth(2)).ToBeVisibleAsync();
        await TabToAsync(page, "[data-row]");
        await keys.PressAsync("ArrowDown");
        await Expect(page.Locator("[data-row]").Nth(1)).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeFocusedAsync();
        await keys.PressAsync("Escape");

        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(page.Locator("[data-row]").Nth(1)).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Chart_is_read_bar_by_bar()
    {
        await using var visit = await inspector.VisitAsync();
        var (chart, caption) = (visit.Page.Locator("svg.chart"), visit.Page.Locator(".chart-box > p"));
        await chart.FocusAsync();

        await visit.Page.Keyboard.PressAsync("End");
        await Expect(caption).ToContainTextAsync("received");
        var last = await caption.InnerTextAsync();
        await visit.Page.Keyboard.PressAsync("ArrowLeft");

        await Expect(caption).Not.ToHaveTextAsync(last);
        await Expect(visit.Page.Locator("#announcer")).ToHaveTextAsync(await caption.InnerTextAsync());
        await visit.Page.Keyboard.PressAsync("Tab");
        await Expect(caption).ToContainTextAsync("arrow keys");
    }

    [Fact]
    public async Task What_has_the_focus_is_seen()
    {
        await using var visit = await inspector.VisitAsync("/try");
        await Expect(visit.Page.GetByLabel("Arrives as").Locator("option")).ToHaveCountAsync(2);

        for (var i = 0; i < 12; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            var seen = await visit.Page.EvaluateAsync<bool>("(() => { const style = getComputedStyle(document.activeElement); return document.activeElement === document.body || style.outlineStyle !== 'none'; })()");
            Assert.True(seen, await visit.Page.EvaluateAsync<string>("document.activeElement.outerHTML"));
        }
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 40; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
                return;
        }

        Assert.Fail($"{selector} cannot be reached by Tab.");
    }
}
