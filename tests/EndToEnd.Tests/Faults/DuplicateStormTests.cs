using System.Text;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F13: a platform delivers the same webhook many times at once.</summary>
[Collection(FaultScenario.Name)]
public sealed class DuplicateStormTests(FaultScenario.Fixture fixture, ITestOutputHelper output)
{
    private static readonly int Copies = FaultSize.Of(100, 1000);

    private readonly Scenario scenario = fixture.Scenario;

    [Fact]
    public async Task Many_copies_at_once_arrive_under_one_id_with_identical_bytes()
    {
        var json = ShopifyOrders.Json(scenario.Orders.NextId(), "storm@example.com");
        var answers = await Task.WhenAll(Enumerable.Range(0, Copies).Select(async _ =>
        {
            using var request = scenario.Orders.SignedWebhook(json);
            return await scenario.SendAsync(request);
        }));

        var id = Assert.Single(answers.SelectMany(answer => answer.PromisedIds).Distinct());
        Assert.All(answers, answer => Assert.Contains(answer.Status, (int[])[200, 202]));
        await scenario.Queues.DrainedAsync(FaultSize.Limit);
        var sends = scenario.Spotify.Received.Find(id);
        Assert.Single(sends.Select(send => send.Event.Sha256).Distinct());
        var accepted = answers.Sum(answer => answer.AcceptedIds.Count);
        Assert.InRange(sends.Count, 1, accepted);
        (await scenario.Accounting.DrawAsync((await DeadLetters.ListAsync(scenario)).Select(letter => letter.EventId).OfType<string>())).NothingIsLost();
        output.WriteLine($"{Copies} copies, {accepted} accepted, {sends.Count} sent");

        // What comes after the first was confirmed is known.
        using var late = scenario.Orders.SignedWebhook(json);
        Assert.Equal(["duplicate"], (await scenario.SendAsync(late)).Results);
        Assert.DoesNotContain(scenario.App.Output.Lines, line => line.Contains("storm@example.com", StringComparison.Ordinal));
        Assert.DoesNotContain("storm@", Encoding.UTF8.GetString(sends[0].Request.Body!.Value.Span), StringComparison.Ordinal);
    }
}
