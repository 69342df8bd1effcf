using System.Text.RegularExpressions;
using Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Trying;

/// <summary>An event that is really sent, after it was confirmed.</summary>
[Collection(BusyInspectorCollection.Name)]
public sealed class TestConversionTests(Inspector inspector)
{
    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 1280)]
    [InlineData(false, 360)]
    public async Task Confirmed_test_conversion_is_followed_until_Spotify_counts_it(bool dark, int width)
    {
        var looks = 0;
        await using var visit = await inspector.VisitAsync("/try", new VisitOptions
        {
            Dark = dark,
            Width = width,
            ExpectedStatuses = [404],
            Retell = (address, answer) => Task.FromResult(address.AbsolutePath.EndsWith("/diagnostics", StringComparison.Ordinal) ? Counted(3 + looks++) : answer),
        });
        var form = visit.Page.GetByRole(AriaRole.Form, new() { Name = "Send one of your own" });
        await Expect(form.GetByLabel("Destination of the test")).ToHaveValueAsync("main");
        await form.GetByLabel("Your e-mail").FillAsync("operator@example.com");
        await form.GetByRole(AriaRole.Button, new() { Name = "Send a test conversion" }).ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("Send a VIEW to main?");
        await visit.PictureAsync($"test-conversion-asked-{(dark ? "dark" : "light")}-{width}");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();

        var steps = form.GetByRole(AriaRole.List, new() { Name = "Progress of the test conversion" }).GetByRole(AriaRole.Listitem);
        await Expect(steps).ToHaveTextAsync([new Regex("^Acceptedtest-conversion-[0-9-]{15}$"), new Regex("^Delivered"), new Regex("^Seen.*4 VIEW.*before, it was 3")]);
        var id = await steps.First.GetByRole(AriaRole.Link).InnerTextAsync();
        Assert.Contains("\"event_name\":\"VIEW\"", inspector.Scenario.BodyWith(id), StringComparison.Ordinal);
        await visit.FitsInWidthAsync();
        await visit.PictureAsync($"test-conversion-{(dark ? "dark" : "light")}-{width}", fullPage: true);
    }

    [Fact]
    public async Task Without_the_ads_API_the_last_step_says_why_and_cancel_sends_nothing()
    {
        await using var visit = await inspector.VisitAsync("/try", new VisitOptions { ExpectedStatuses = [404] });
        var form = visit.Page.GetByRole(AriaRole.Form, new() { Name = "Send one of your own" });
        await form.GetByLabel("Your public IP address").FillAsync("203.0.113.9");
        await form.GetByRole(AriaRole.Button, new() { Name = "Send a test conversion" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(form.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(0);

        await form.GetByRole(AriaRole.Button, new() { Name = "Send a test conversion" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();

        await Expect(form).ToContainTextAsync("are not available");
        await Expect(form).ToContainTextAsync("Set BusinessId, DatasetId and AdsTokenSecret");
    }

    private static string Counted(int views) => $$"""
        {"from":"2026-01-17","to":"2026-01-23","destinations":[{"destination":"main","dataset_id":"dataset","status":"ok","message":"",
        "rows":[{"day":"2026-01-23","event_name":"VIEW","sent":{{views}},"received_by_spotify":{{views}},"difference":0}]}]}
        """;
}
