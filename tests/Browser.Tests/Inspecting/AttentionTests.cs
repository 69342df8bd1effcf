using System.Text.Json.Nodes;
using Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Inspecting;

/// <summary>What is wrong is said, whatever else is well.</summary>
[Collection(LockedCollection.Name)]
public sealed class AttentionTests(LockedCollection.Fixture inspector)
{
    [Fact]
    public async Task Figures_that_are_missing_are_no_good_day()
    {
        await using var visit = await VisitAsync(summary =>
        {
            (summary["totals"]!["received"], summary["totals"]!["accepted"], summary["totals"]!["delivered"]) = (5, 5, 2);
            (summary["totals"]!["waiting"], summary["totals"]!["unaccounted"]) = (1, 2);
        });

        await Expect(Verdict(visit)).ToHaveTextAsync("2 events cannot be accounted for.");
        await Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Waiting 1" })).ToHaveAttributeAsync("href", "#/events?outcome=waiting%2Cdeferred");
    }

    [Fact]
    public async Task Queue_that_does_not_answer_is_no_good_day()
    {
        await using var visit = await VisitAsync(summary => summary["queue"] = new JsonObject { ["approximate"] = true });

        await Expect(Verdict(visit)).ToHaveTextAsync("The queue does not answer.");
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "What needs you" })).ToContainTextAsync("Do:");
    }

    [Theory]
    [InlineData("paused", "Paused", "main is paused: unauthorized, since")]
    [InlineData("open", "Breaker open", "main gets no requests for now: its breaker is open: unauthorized, since")]
    public async Task Destination_that_is_left_alone_says_why_and_since_when(string status, string badge, string title)
    {
        await using var visit = await VisitAsync(summary =>
        {
            var main = summary["destinations"]![0]!;
            (main["status"], main["reason"], main["since"]) = (status, "unauthorized", "2026-01-23T12:34:56Z");
            main["until"] = TimeProvider.System.GetUtcNow().AddMinutes(90).ToString("O");
        });

        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "What needs you" })).ToContainTextAsync(title);
        var card = visit.Page.Locator(".card");
        foreach (var text in (string[])[badge, "Why", "unauthorized", "Since", "23 Jan", "Next try", "in 1 h"])
            await Expect(card).ToContainTextAsync(text);
        await visit.PictureAsync($"destination-{status}");
    }

    private static ILocator Verdict(Visit visit) => visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    private Task<Visit> VisitAsync(Action<JsonNode> change) => inspector.VisitAsync("/now", Retold.Summary(change));
}
