using System.Web;
using Browser.Tests.Browsing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Replaying;

[Collection(InspectorCollection.Name)]
public sealed class ManyLettersTests(Inspector inspector)
{
    [Fact]
    public async Task Letters_beyond_the_first_page_are_counted_and_shown()
    {
        await using var visit = await inspector.VisitAsync("/dead-letters", Pages(2));

        await Expect(visit.Page.Locator("#dead-count")).ToHaveTextAsync("2,000");
        await Expect(visit.Page.GetByRole(AriaRole.Region, new() { Name = "expired" })).ToContainTextAsync("2,000 events");
        await Expect(visit.Page.GetByText("There are more")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task More_than_can_be_looked_through_is_said_everywhere()
    {
        await using var visit = await inspector.VisitAsync("/now", Pages(1000));

        await Expect(visit.Page.Locator("#dead-count")).ToHaveTextAsync("5,000+");
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("At least 5,0");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Look at the oldest" }).ClickAsync();
        await Expect(visit.Page.GetByText("There are more; these are the oldest 5,000.")).ToBeVisibleAsync();
    }

    private static VisitOptions Pages(int count) => new()
    {
        Retell = (address, answer) =>
        {
            if (!address.AbsolutePath.EndsWith("/dead-letters", StringComparison.Ordinal))
                return Task.FromResult(answer);
            var query = HttpUtility.ParseQueryString(address.Query);
            Assert.Equal("true", query["open"]);
            var page = int.Parse(query["next"] ?? "1", System.Globalization.CultureInfo.InvariantCulture);
            return Task.FromResult(Retold.Letters(1000, page < count ? $"{page + 1}" : null));
        },
    };
}
