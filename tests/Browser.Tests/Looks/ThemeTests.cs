using Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Looks;

[Collection(InspectorCollection.Name)]
public sealed class ThemeTests(Inspector inspector)
{
    private const string Dark = "rgb(15, 18, 17)";
    private const string Light = "rgb(246, 245, 241)";

    [Theory]
    [InlineData("now", "/now", "Over time")]
    [InlineData("events", "/events", "order-1001")]
    [InlineData("trace", "/events/order-1001", "opt_out_targeting")]
    [InlineData("dead-letters", "/dead-letters", "rejected_by_spotify")]
    [InlineData("try-it", "/try", "Arrives as")]
    public async Task Dark_system_gets_a_dark_page(string name, string view, string text)
    {
        await using var visit = await inspector.VisitAsync(view, new VisitOptions { Dark = true });

        await Expect(visit.Page.GetByText(text).First).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("body")).ToHaveCSSAsync("background-color", Dark);
        await visit.PictureAsync($"dark-{name}");
    }

    [Fact]
    public async Task Button_changes_the_theme_and_it_stays()
    {
        await using var visit = await inspector.VisitAsync();
        await Expect(visit.Page.Locator("body")).ToHaveCSSAsync("background-color", Light);

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Theme: auto" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Theme: light" }).ClickAsync();
        await Expect(visit.Page.Locator("body")).ToHaveCSSAsync("background-color", Dark);
        await visit.Page.ReloadAsync();

        await Expect(visit.Page.Locator("body")).ToHaveCSSAsync("background-color", Dark);
    }
}
