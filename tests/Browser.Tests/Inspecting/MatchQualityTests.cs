using System.Text.Json.Nodes;
using Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Inspecting;

[Collection(InspectorCollection.Name)]
public sealed class MatchQualityTests(Inspector inspector)
{
    [Fact]
    public async Task Identifiers_of_each_way_are_shown_with_what_was_left_out_and_what_to_do_first()
    {
        await using var visit = await inspector.VisitAsync("/now", new VisitOptions { Retell = (address, answer) => Task.FromResult(Matched(address, answer)) });

        var panel = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Match quality" });
        await Expect(panel.GetByRole(AriaRole.Heading, new() { Name = "shop \u2192 main" })).ToBeVisibleAsync();
        await Expect(panel.GetByRole(AriaRole.Img)).ToHaveAttributeAsync("aria-label", "Share of accepted events with IP address 25\u202f%, E-mail 75\u202f%, Phone 0\u202f%, Device id 0\u202f%.");
        await Expect(panel).ToContainTextAsync("Pass the buyer's address on.");
        await Expect(panel).ToContainTextAsync("email_invalid 7 times");
        await Expect(panel.GetByText("Do: ").First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 1280)]
    [InlineData(false, 360)]
    [InlineData(true, 360)]
    public async Task Panels_of_matches_and_of_orders_that_are_seldom_meant_are_read_in_every_light_and_width(bool dark, int width)
    {
        await using var visit = await inspector.VisitAsync("/now", new VisitOptions { Dark = dark, Width = width, Retell = (address, answer) => Task.FromResult(Matched(address, answer)) });

        var (unmeant, match) = (visit.Page.GetByRole(AriaRole.Region, new() { Name = "Orders of special kinds" }), visit.Page.GetByRole(AriaRole.Region, new() { Name = "Match quality" }));
        await Expect(unmeant).ToContainTextAsync("In the last 7 days 12 subscription renewals and 1 draft order were counted.");
        await Expect(unmeant).ToContainTextAsync("Sources__<name>__Exclude__renewals__Channel=subscription*");
        await Expect(match.GetByRole(AriaRole.Img)).ToBeVisibleAsync();
        await visit.FitsInWidthAsync();
        var name = $"{(dark ? "dark" : "light")}-{width}.png";
        await unmeant.ScreenshotAsync(new() { Path = Path.Combine(Screenshots.Folder, "unmeant-" + name) });
        await match.ScreenshotAsync(new() { Path = Path.Combine(Screenshots.Folder, "match-" + name) });
    }

    private static string Matched(Uri address, string answer)
    {
        if (!address.AbsolutePath.EndsWith("/summary", StringComparison.Ordinal))
            return answer;

        var summary = JsonNode.Parse(answer)!;
        var line = summary["totals"]!.DeepClone().AsObject();
        (line["source"], line["destination"], line["received"]) = ("shop", "main", 40);
        line["match"] = JsonNode.Parse("""
            {"events":40,"identifiers":{"email":30,"ip_address":10},"dropped_by_code":{"email_invalid":7},"opted_out_unknown":0,"advice":"Pass the buyer's address on."}
            """);
        summary["lines"] = new JsonArray(line);
        summary["totals"]!["accepted_by_kind"] = JsonNode.Parse("""{"renewal":12,"draft_order":1}""");
        summary["totals"]!["received"] = 40;
        var points = summary["series"]!["points"]!.AsArray();
        foreach (var point in points)
            point!.AsObject().Remove("match");
        foreach (var point in points.TakeLast(2))
            point!["match"] = JsonNode.Parse("""{"events":20,"identifiers":{"email":15,"ip_address":5}}""");
        return summary.ToJsonString();
    }
}
