using Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Inspecting;

[Collection(InspectorCollection.Name)]
public sealed class DiagnosticsTests(Inspector inspector)
{
    private const string Answer = """
        {"from":"2026-01-17","to":"2026-01-23","destinations":[{"destination":"main","dataset_id":"dataset","status":"ok","message":"",
        "rows":[{"day":"2026-01-23","event_name":"PURCHASE","sent":1203,"received_by_spotify":1201,"difference":-2}]}]}
        """;

    [Fact]
    public async Task What_Spotify_has_received_stands_beside_what_was_sent()
    {
        await using var visit = await inspector.VisitAsync("/now", Diagnosed(Task.FromResult(Answer)));

        var row = visit.Page.GetByRole(AriaRole.Region, new() { Name = "What Spotify says about main" }).First.GetByRole(AriaRole.Row).Nth(1);
        await Expect(row).ToContainTextAsync("2026-01-23");
        await Expect(row).ToContainTextAsync("PURCHASE1,2031,201-2");
    }

    [Fact]
    public async Task Spotify_that_is_slow_holds_nothing_up()
    {
        var answer = new TaskCompletionSource<string>();
        await using var visit = await inspector.VisitAsync("/now", Diagnosed(answer.Task));

        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "Every event accounted for" })).ToBeVisibleAsync();
        await Expect(visit.Page.Locator("#live")).ToContainTextAsync("Live");
        answer.SetResult(Answer);
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "What Spotify says about main" })).ToBeVisibleAsync();
    }

    private static VisitOptions Diagnosed(Task<string> diagnostics) => new()
    {
        Retell = (address, answer) => address.AbsolutePath.EndsWith("/diagnostics", StringComparison.Ordinal) ? diagnostics : Task.FromResult(answer),
    };
}
