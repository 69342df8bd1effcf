using Testing.Harness;

namespace EndToEnd.Tests.Access;

[Collection(LockedScenario.Name)]
public sealed class FunctionKeyTests(LockedScenario.Fixture fixture)
{
    private readonly Scenario scenario = fixture.Scenario;

    [Fact]
    public async Task Keys_are_asked_of_JSON_routes_but_not_of_webhooks_and_health()
    {
        foreach (var path in (string[])["/api/events", "/api/preview"])
        {
            var refused = await scenario.PostAsync(path, CanonicalEvents.Purchase("locked-out"));
            Assert.Equal((401, ""), (refused.Status, refused.Text));
            Assert.Equal(401, (await scenario.PostAsync($"{path}?code=wrong", CanonicalEvents.Purchase("locked-out"))).Status);
            var taken = await scenario.PostAsync($"{path}?code={ScenarioSettings.FunctionKey}", CanonicalEvents.Purchase("let-in"));
            Assert.True(taken.Status < 300, taken.Text);
        }

        var health = await scenario.GetAsync("/api/health");
        Assert.Equal(200, health.Status);
        Assert.DoesNotContain("\"configuration\"", health.Text, StringComparison.Ordinal);
        Assert.Equal(401, (await scenario.GetAsync("/api/health/details")).Status);
        Assert.Contains("\"configuration\"", (await scenario.GetAsync($"/api/health/details?code={ScenarioSettings.FunctionKey}")).Text, StringComparison.Ordinal);
        var (answer, orderId) = await scenario.PostOrderAsync();
        Assert.Equal(202, answer.Status);
        await scenario.DeliveredAsync("let-in", orderId);
        Assert.DoesNotContain("locked-out", scenario.Accounting.Delivered());
    }
}
