using EndToEnd.Tests.Harness;
using SpotifyStandIn.Faults;

namespace Browser.Tests.Browsing;

/// <summary>One app with a little history, for all tests that look at it or add events of their own.</summary>
[CollectionDefinition(Name)]
public sealed class InspectorCollection : ICollectionFixture<InspectorCollection.Fixture>
{
    public const string Name = "inspector";

    public sealed class Fixture : IAsyncLifetime
    {
        /// <summary>Events with this start are refused by Spotify for ever.</summary>
        public const string Refused = "refused-";

        private Scenario? scenario;

        public Scenario Scenario => scenario ?? throw new InvalidOperationException("The scenario is not started.");

        public BrowserFixture Browser { get; } = new();

        /// <summary>What stands in the events as it was sent, and may stand nowhere in the page.</summary>
        public Canaries Canaries { get; } = new();

        public Task<Visit> VisitAsync(string view = "/now", VisitOptions? options = null) => Visit.StartAsync(Browser, Scenario, view, options);

        public async Task InitializeAsync()
        {
            await Browser.InitializeAsync();
            scenario = await Scenario.StartAsync();
            Canaries.Add("token", ScenarioSettings.Token);
            Canaries.Add("webhook secret", ScenarioSettings.WebhookSecret);
            scenario.Spotify.Faults.Play(new FaultStep { RejectEventIdPrefix = Refused, Forever = true });
            using (var order = scenario.Orders.SignedWebhook(ShopifyOrders.Json(1001, Canaries.Email(), Canaries.Phone(), Canaries.Ip())))
                Assert.Equal(202, (await scenario.SendAsync(order)).Status);
            for (var i = 1; i <= 8; i++)
                await PostAsync(Purchase($"{Refused}{i}"));
            for (var i = 1; i <= 12; i++)
                await PostAsync(Purchase($"order-{2000 + i}"));
            await PostAsync(CanonicalEvents.WithoutAmount("order-3002"));
            await PostAsync(CanonicalEvents.Unmapped("order-3003"));
            await scenario.DeliveredAsync(["order-1001", .. Enumerable.Range(1, 12).Select(i => $"order-{2000 + i}")]);
            await Eventually.TrueAsync(
                async () => (await DeadLetters.ListAsync(scenario)).Count(letter => letter.EventId?.StartsWith(Refused, StringComparison.Ordinal) == true) == 8,
                () => "eight events are dead letters");
        }

        public async Task DisposeAsync()
        {
            if (scenario is not null)
                await scenario.DisposeAsync();
            await Browser.DisposeAsync();
        }

        /// <summary>A purchase of somebody whom the page must not name.</summary>
        public string Purchase(string id) => CanonicalEvents.Purchase(id, Canaries.Email(), Canaries.Phone(), Canaries.Ip());

        public Task PostAsync(string json) => Scenario.PostEventsAsync(json);
    }
}
