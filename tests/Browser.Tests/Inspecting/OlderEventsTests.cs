using Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Inspecting;

[Collection(InspectorCollection.Name)]
public sealed class OlderEventsTests(Inspector inspector)
{
    private volatile int latest = 1000;
    private volatile bool filtered;

    [Fact]
    public async Task More_than_a_page_at_once_leaves_a_gap_that_is_said()
    {
        await using var visit = await inspector.VisitAsync("/events", Retell(Task.CompletedTask));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show older ones" }).ClickAsync();
        await Expect(visit.Page.Locator("[data-row]")).ToHaveCountAsync(200);

        latest += 50;
        await Expect(visit.Page.Locator("[data-row]")).ToHaveCountAsync(250);
        await Expect(visit.Page.GetByText("More than a page of events arrived here at once")).ToHaveCountAsync(0);
        latest += 500;

        await Expect(visit.Page.GetByText("More than a page of events arrived here at once")).ToHaveCountAsync(1);
        await Expect(visit.Page.Locator("[data-row]")).ToHaveCountAsync(350);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Start again from the latest" }).ClickAsync();
        await Expect(visit.Page.Locator("[data-row]")).ToHaveCountAsync(100);
    }

    [Fact]
    public async Task Older_ones_of_another_filter_are_left_out()
    {
        var late = new TaskCompletionSource();
        await using var visit = await inspector.VisitAsync("/events", Retell(late.Task));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Show older ones" }).ClickAsync();

        filtered = true;
        await visit.Page.GetByLabel("Outcome").SelectOptionAsync("dead");
        await Expect(visit.Page.Locator("[data-row]")).ToHaveCountAsync(3);
        var answered = visit.Page.WaitForResponseAsync(response => response.Url.Contains("next=", StringComparison.Ordinal));
        late.SetResult();
        await answered;
        await visit.Page.WaitForResponseAsync(response => response.Url.Contains("outcome=dead", StringComparison.Ordinal));

        await Expect(visit.Page.Locator("[data-row]")).ToHaveCountAsync(3);
    }

    private VisitOptions Retell(Task older) => new()
    {
        Retell = async (address, answer) =>
        {
            if (!address.AbsolutePath.EndsWith("/deliveries", StringComparison.Ordinal))
                return answer;
            if (!address.Query.Contains("next=", StringComparison.Ordinal))
                return filtered ? Retold.Events(latest, 3, null) : Retold.Events(latest, 100, "MHxub25l");
            await older;
            return Retold.Events(900, 100, "MHxub25l");
        },
    };
}
