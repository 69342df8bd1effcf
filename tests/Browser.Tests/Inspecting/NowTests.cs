using Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Inspecting;

[Collection(InspectorCollection.Name)]
public sealed class NowTests(Inspector inspector)
{
    [Fact]
    public async Task Now_says_what_needs_a_person_and_what_to_do()
    {
        await using var visit = await inspector.VisitAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("you.");
        var attention = visit.Page.GetByRole(AriaRole.Region, new() { Name = "What needs you" });
        await Expect(attention).ToContainTextAsync("rejected_by_spotify");
        await Expect(attention).ToContainTextAsync("fix the source");
        await Expect(attention).ToContainTextAsync("amount_missing");
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Every event accounted for" })).ToContainTextAsync("Received");
        await Expect(visit.Page.GetByRole(AriaRole.Img).First).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex("received [1-9]"));
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Destinations" })).ToContainTextAsync("CapiDirect");
        foreach (var column in (string[])["Duplicate", "Not stored"])
            await Expect(visit.Page.GetByRole(AriaRole.Columnheader, new() { Name = column })).ToBeVisibleAsync();
        await visit.PictureAsync("now", fullPage: true);
    }

    [Fact]
    public async Task Other_time_stands_in_the_address()
    {
        await using var visit = await inspector.VisitAsync();

        await visit.Page.GetByRole(AriaRole.Radio, new() { Name = "7 days" }).CheckAsync(new() { Force = true });

        await Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("#/now\\?span=7d$"));
        await Expect(visit.Page.GetByRole(AriaRole.Radio, new() { Name = "7 days" })).ToBeCheckedAsync();
    }
}
