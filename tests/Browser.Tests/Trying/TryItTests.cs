using Browser.Tests.Browsing;
using Microsoft.Playwright;
using Testing.Harness;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Trying;

[Collection(InspectorCollection.Name)]
public sealed class TryItTests(Inspector inspector)
{
    [Fact]
    public async Task Sample_event_shows_its_request_and_why_fields_were_dropped()
    {
        await using var visit = await inspector.VisitAsync("/try");

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();

        var result = visit.Page.GetByRole(AriaRole.Article);
        await Expect(result).ToContainTextAsync("Would be accepted");
        await Expect(result).ToContainTextAsync("user.ip_address");
        await Expect(result).ToContainTextAsync("ip_not_public");
        await Expect(result).ToContainTextAsync("\"event_name\": \"PURCHASE\"");
        await Expect(result).ToContainTextAsync("Bearer ***");
        Assert.DoesNotMatch("[0-9a-f]{64}", await result.InnerTextAsync());
        await visit.PictureAsync("try-it", fullPage: true);
    }

    [Fact]
    public async Task Sample_webhook_is_read_as_its_source_would()
    {
        await using var visit = await inspector.VisitAsync("/try");

        await visit.Page.GetByLabel("Arrives as").SelectOptionAsync("shop");
        await Expect(visit.Page.GetByLabel("Headers")).ToHaveValueAsync("X-Shopify-Topic: orders/paid");
        await visit.Page.GetByLabel("Body", new() { Exact = true }).PressAsync("Control+Enter");

        var result = visit.Page.GetByRole(AriaRole.Article);
        await Expect(result).ToContainTextAsync("Would be accepted");
        await Expect(result).ToContainTextAsync("\"event_name\": \"PURCHASE\"");
        await Expect(result).ToContainTextAsync("user.ip_address");
    }

    [Fact]
    public async Task Ignored_topic_says_why_nothing_is_sent()
    {
        await using var visit = await inspector.VisitAsync("/try");

        await visit.Page.GetByLabel("Arrives as").SelectOptionAsync("shop");
        await visit.Page.GetByLabel("Headers").FillAsync("X-Shopify-Topic: products/update");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("ignored_topic");
        await Expect(visit.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("Subscribe to fewer topics");
    }

    [Fact]
    public async Task Broken_body_names_the_problem_and_what_to_do()
    {
        await using var visit = await inspector.VisitAsync("/try", new VisitOptions { ExpectedStatuses = [400] });

        await visit.Page.GetByLabel("Body", new() { Exact = true }).FillAsync("{\"event_name\":");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("malformed_json");
        await Expect(visit.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("Correct it");
    }

    [Fact]
    public async Task Rejected_event_lists_every_error()
    {
        await using var visit = await inspector.VisitAsync("/try");

        await visit.Page.GetByLabel("Body", new() { Exact = true }).FillAsync(CanonicalEvents.WithoutAmount("try-1"));
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("Would be rejected");
        await Expect(visit.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("amount_missing");
        await Expect(visit.Page.GetByRole(AriaRole.Article)).ToContainTextAsync("Send it; 0 is an amount.");
    }
}
