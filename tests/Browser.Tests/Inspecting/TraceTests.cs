using Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Inspecting;

[Collection(BusyInspectorCollection.Name)]
public sealed class TraceTests(Inspector inspector)
{
    [Fact]
    public async Task Order_1001_shows_every_stage_from_the_webhook_to_Spotify()
    {
        await using var visit = await inspector.VisitAsync("/events");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "order-1001", Exact = true }).ClickAsync();

        var trace = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "order-1001" });
        await Expect(trace.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("Received");
        foreach (var stage in (string[])["orders/paid", "PURCHASE", "email", "phone", "opt_out_targeting", "capi-direct/events", "200", "Delivered"])
            await Expect(trace).ToContainTextAsync(stage);
        Assert.EndsWith("#/events/order-1001", visit.Page.Url, StringComparison.Ordinal);
        await visit.PictureAsync("trace");
    }

    [Fact]
    public async Task Link_to_a_trace_opens_it_and_escape_closes()
    {
        await using var visit = await inspector.VisitAsync("/events/refused-1?outcome=dead");

        var trace = visit.Page.GetByRole(AriaRole.Dialog, new() { Name = "refused-1" });
        await Expect(trace).ToContainTextAsync("rejected_by_spotify");
        await Expect(trace.GetByRole(AriaRole.Link, new() { Name = "Replay it" })).ToBeVisibleAsync();
        await visit.PictureAsync("trace-dead");
        await visit.Page.Keyboard.PressAsync("Escape");

        await Expect(trace).ToBeHiddenAsync();
        Assert.EndsWith("#/events?outcome=dead", visit.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_event_leads_to_its_replay()
    {
        await using var visit = await inspector.VisitAsync("/events/refused-2");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Replay it" }).ClickAsync();

        await Expect(visit.Page.GetByLabel("Choose refused-2")).ToBeCheckedAsync();
        await Expect(visit.Page.Locator(".selection")).ToContainTextAsync("1 event chosen.");
    }

    [Fact]
    public async Task Event_that_is_delivered_is_looked_up_only_where_it_is_and_not_again_while_nothing_changes()
    {
        await using var visit = await inspector.VisitAsync("/events");
        var asked = new System.Collections.Concurrent.ConcurrentQueue<string>();
        visit.Page.Request += (_, request) => asked.Enqueue(request.Url);
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "order-2003", Exact = true }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Spotify has it");

        // The list may hear of the delivery after the trace; a row that changes is a reason to look again.
        await ListedAsync(visit, times: 2);
        var lookups = asked.Where(IsLookup).ToArray();
        asked.Clear();
        await ListedAsync(visit, times: 2);

        Assert.DoesNotContain(asked, IsLookup);
        Assert.NotEmpty(lookups);
        foreach (var part in (string[])["destination=main", "event_name=PURCHASE", "from=20"])
            Assert.All(lookups, lookup => Assert.Contains(part, lookup, StringComparison.Ordinal));

        static bool IsLookup(string url) => url.Contains("/deliveries/order-2003", StringComparison.Ordinal);
    }

    private static async Task ListedAsync(Visit visit, int times)
    {
        for (var i = 0; i < times; i++)
            await visit.Page.WaitForResponseAsync(response => response.Url.Contains("view=events", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unknown_event_says_where_it_may_be()
    {
        await using var visit = await inspector.VisitAsync("/events/nobody-knows", new VisitOptions { ExpectedStatuses = [404] });

        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("never arrived");
    }
}
