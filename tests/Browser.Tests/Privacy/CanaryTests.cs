using Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Privacy;

[Collection(InspectorCollection.Name)]
public sealed class CanaryTests(Inspector inspector)
{
    [Theory]
    [InlineData("/now", "Every event accounted for")]
    [InlineData("/events", "order-2001")]
    [InlineData("/events/order-1001", "opt_out_targeting")]
    [InlineData("/events/refused-3", "rejected_by_spotify")]
    [InlineData("/dead-letters", Inspector.Refused)]
    public async Task Page_and_its_answers_hold_no_raw_identifier_and_no_whole_digest(string view, string text)
    {
        await using var visit = await inspector.VisitAsync(view);
        await Expect(visit.Page.GetByText(text).First).ToBeVisibleAsync();

        var everything = await visit.EverythingAsync();

        Assert.Contains(everything, one => one.Contains(text, StringComparison.Ordinal));
        inspector.Canaries.AreNotIn(everything, view);
        Assert.All(everything, one => Assert.DoesNotMatch("(?i)[0-9a-f]{64}", one));
    }

    [Fact]
    public async Task What_is_tried_is_shown_without_raw_identifiers_and_whole_digests()
    {
        await using var visit = await inspector.VisitAsync("/try");
        await visit.Page.GetByLabel("Body", new() { Exact = true }).FillAsync(inspector.Purchase("order-4001"));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("Would be accepted");

        // What was typed is the person's own; it is in the field and nowhere else.
        var everything = await visit.EverythingAsync();

        inspector.Canaries.AreNotIn(everything, "/try");
        Assert.All(everything, one => Assert.DoesNotMatch("(?i)[0-9a-f]{64}", one));
    }
}
