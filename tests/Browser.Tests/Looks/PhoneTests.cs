using Browser.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Looks;

[Collection(InspectorCollection.Name)]
public sealed class PhoneTests(Inspector inspector)
{
    [Theory]
    [InlineData("/now", "Every event accounted for", 360)]
    [InlineData("/now", "Every event accounted for", 320)]
    [InlineData("/events", "order-1001", 360)]
    [InlineData("/events", "order-1001", 320)]
    [InlineData("/events/order-1001", "opt_out_targeting", 320)]
    [InlineData("/dead-letters", "rejected_by_spotify", 320)]
    [InlineData("/try", "Arrives as", 320)]
    public async Task Nothing_is_wider_than_a_phone(string view, string text, int width)
    {
        await using var visit = await inspector.VisitAsync(view, VisitOptions.Phone with { Width = width });

        await Expect(visit.Page.GetByText(text).First).ToBeVisibleAsync();

        await visit.FitsInWidthAsync();
        await visit.PictureAsync($"phone-{width}{view.Replace('/', '-')}");
    }
}
