using Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Inspecting;

[Collection(BusyInspectorCollection.Name)]
public sealed class EventsTests(Inspector inspector)
{
    [Fact]
    public async Task Filters_show_only_what_matches_and_stand_in_the_address()
    {
        await using var visit = await inspector.VisitAsync("/events");
        await Expect(Row(visit, "order-2001")).ToBeVisibleAsync();

        await visit.Page.GetByLabel("Outcome").SelectOptionAsync("dead");

        await Expect(Row(visit, "refused-1")).ToBeVisibleAsync();
        await Expect(Row(visit, "order-2001")).ToHaveCountAsync(0);
        Assert.EndsWith("#/events?outcome=dead", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        await visit.Page.GetByLabel("Event id").FillAsync("order-2007");
        await Expect(Row(visit, "refused-1")).ToHaveCountAsync(0);
        await Expect(Row(visit, "order-2007")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Filter_that_fits_nothing_says_so()
    {
        await using var visit = await inspector.VisitAsync("/events?event_id=nowhere");

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "No event matches" })).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("main")).ToContainTextAsync("Rejected rows of a file are listed in its report.");
        await Expect(visit.Page.GetByLabel("Event id")).ToHaveValueAsync("nowhere");
    }

    [Fact]
    public async Task Rejected_and_ignored_events_are_listed_with_their_reason()
    {
        await using var visit = await inspector.VisitAsync("/events");

        await Expect(Row(visit, "order-3002")).ToContainTextAsync("Rejected");
        await Expect(Row(visit, "order-3002")).ToContainTextAsync("amount_missing");
        await Expect(Row(visit, "order-3003")).ToContainTextAsync("Ignored");
        await Expect(Row(visit, "order-3003")).ToContainTextAsync("unmapped_event");
        await visit.PictureAsync("events");
    }

    [Fact]
    public async Task New_event_appears_without_a_reload()
    {
        await using var visit = await inspector.VisitAsync("/events");
        await Expect(Row(visit, "order-1001")).ToBeVisibleAsync();

        await inspector.PostAsync(inspector.Purchase("order-just-now"));

        await Expect(Row(visit, "order-just-now")).ToContainTextAsync("Delivered");
    }

    private static ILocator Row(Visit visit, string id) => visit.Page.GetByRole(AriaRole.Row).Filter(new() { Has = visit.Page.GetByRole(AriaRole.Link, new() { Name = id, Exact = true }) });
}
