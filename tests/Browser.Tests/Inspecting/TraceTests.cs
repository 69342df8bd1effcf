using Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Inspecting;

[Collection(InspectorCollection.Name)]
public sealed class TraceTests(InspectorCollection.Fixture inspector)
{
    [Fact]
    public async Task Order1001_ShowsEveryStageFromTheWebhookToSpotify()
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
    public async Task LinkToATrace_OpensItAndEscapeCloses()
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
    public async Task DeadEvent_LeadsToItsReplay()
    {
        await using var visit = await inspector.VisitAsync("/events/refused-2");

        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Replay it" }).ClickAsync();

        await Expect(visit.Page.GetByLabel("Choose refused-2")).ToBeCheckedAsync();
        await Expect(visit.Page.Locator(".selection")).ToContainTextAsync("1 event chosen.");
    }

    [Fact]
    public async Task EventThatIsDelivered_IsLookedUpOnceAndOnlyWhereItIs()
    {
        await using var visit = await inspector.VisitAsync("/events");
        var link = visit.Page.GetByRole(AriaRole.Link, new() { Name = "order-2003", Exact = true });

        // The list may hear of a delivery a moment later than the trace, and a row that changes is a reason to look again.
        await Expect(visit.Page.GetByRole(AriaRole.Row).Filter(new() { Has = link })).ToContainTextAsync("Delivered");
        var asked = new System.Collections.Concurrent.ConcurrentQueue<string>();
        visit.Page.Request += (_, request) => asked.Enqueue(request.Url);
        await link.ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Spotify has it");

        for (var i = 0; i < 2; i++)
            await visit.Page.WaitForResponseAsync(response => response.Url.Contains("view=events", StringComparison.Ordinal));

        var only = Assert.Single(asked, url => url.Contains("/deliveries/order-2003", StringComparison.Ordinal));
        foreach (var part in (string[])["destination=main", "event_name=PURCHASE", "from=20"])
            Assert.Contains(part, only, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownEvent_SaysWhereItMayBe()
    {
        await using var visit = await inspector.VisitAsync("/events/nobody-knows", new VisitOptions { ExpectedStatuses = [404] });

        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("never arrived");
    }
}
