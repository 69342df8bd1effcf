using Browser.Tests.Browsing;
using Microsoft.Playwright;
using SpotifyStandIn.Faults;
using Testing.Harness;
using static Microsoft.Playwright.Assertions;

namespace Browser.Tests.Replaying;

[Collection(BusyInspectorCollection.Name)]
public sealed class ReplayTests(Inspector inspector)
{
    [Fact]
    public async Task Chosen_letters_are_previewed_confirmed_and_delivered()
    {
        await DieOnceAsync("again-1", "again-2");
        await using var visit = await inspector.VisitAsync("/dead-letters");
        var group = visit.Page.GetByRole(AriaRole.Region, new() { Name = "rejected_by_spotify" });
        await group.GetByRole(AriaRole.Button, new() { Name = "Show all" }).ClickAsync();

        await visit.Page.GetByLabel("Choose again-1").CheckAsync();
        await visit.Page.GetByLabel("Choose again-2").CheckAsync();
        await visit.PictureAsync("dead-letters");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Preview the replay" }).ClickAsync();
        var dialog = visit.Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("2 events would go back into the queue");
        Assert.DoesNotContain(inspector.Scenario.Accounting.Delivered(), id => id.StartsWith("again-", StringComparison.Ordinal));
        await visit.PictureAsync("replay-preview");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Replay 2 events" }).ClickAsync();

        await Expect(dialog).ToContainTextAsync("2 events are back in the queue");
        await inspector.Scenario.DeliveredAsync("again-1", "again-2");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(visit.Page.GetByLabel("Choose again-1")).ToHaveCountAsync(0);
        await Expect(visit.Page.GetByLabel("Show replayed ones too")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Cancelled_preview_replays_nothing()
    {
        await DieOnceAsync("kept-1");
        await using var visit = await inspector.VisitAsync("/dead-letters");

        await visit.Page.GetByRole(AriaRole.Region, new() { Name = "rejected_by_spotify" }).GetByRole(AriaRole.Checkbox).First.CheckAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Preview the replay" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.All(await DeadLetters.ListAsync(inspector.Scenario), letter => Assert.True(letter.Replays == 0 || letter.EventId!.StartsWith("again-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Groups_say_what_their_reason_means_and_what_to_do()
    {
        await using var visit = await inspector.VisitAsync("/dead-letters");

        var group = visit.Page.GetByRole(AriaRole.Region, new() { Name = "rejected_by_spotify" });
        await Expect(group).ToContainTextAsync("400 or 422 for this event alone");
        await Expect(group).ToContainTextAsync("fix the source");
        await Expect(group.GetByText(Inspector.Refused).First).ToBeVisibleAsync();
    }

    private async Task DieOnceAsync(params string[] ids)
    {
        inspector.Scenario.Spotify.Faults.Play([.. ids.Select(id => new FaultStep { Status = 400, WhenEventIdPrefix = id })]);
        foreach (var id in ids)
            await inspector.PostAsync(inspector.Purchase(id));

        await Eventually.TrueAsync(
            async () => (await DeadLetters.ListAsync(inspector.Scenario)).Select(letter => letter.EventId).Intersect(ids).Count() == ids.Length, () => "they are dead letters");
    }
}
