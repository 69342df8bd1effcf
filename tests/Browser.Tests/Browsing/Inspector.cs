using SpotifyStandIn.Faults;
using Testing.Harness;

namespace Browser.Tests.Browsing;

/// <summary>One app with a little history, for all tests that look at it or add events of their own, in whichever collection they are.</summary>
public sealed class Inspector : IAsyncLifetime
{
    /// <summary>Events with this start are refused by Spotify for ever.</summary>
    public const string Refused = "refused-";

    private static readonly SharedStart<InspectorApp> App = new(InspectorApp.StartAsync);

    private InspectorApp? app;

    public Scenario Scenario => Started.Scenario;

    /// <summary>What stands in the events as it was sent, and may stand nowhere in the page.</summary>
    public Canaries Canaries => Started.Canaries;

    private InspectorApp Started => app ?? throw new InvalidOperationException("The app is not started.");

    public Task<Visit> VisitAsync(string view = "/now", VisitOptions? options = null) => Visit.StartAsync(Scenario, view, options);

    public async Task InitializeAsync() => app = await App.TakeAsync();

    public async Task DisposeAsync() => await App.GiveBackAsync();

    /// <summary>A purchase of somebody whom the page must not name.</summary>
    public string Purchase(string id) => Started.Purchase(id);

    public Task PostAsync(string json) => Scenario.PostEventsAsync(json);

    private sealed class InspectorApp : IAsyncDisposable
    {
        private InspectorApp(Scenario scenario) => Scenario = scenario;

        public Scenario Scenario { get; }

        public Canaries Canaries { get; } = new();

        public static async Task<InspectorApp> StartAsync()
        {
            var app = new InspectorApp(await Scenario.StartAsync());
            await app.FillAsync();
            return app;
        }

        public string Purchase(string id) => CanonicalEvents.Purchase(id, Canaries.Email(), Canaries.Phone(), Canaries.Ip());

        public ValueTask DisposeAsync() => Scenario.DisposeAsync();

        private async Task FillAsync()
        {
            Canaries.Add("token", ScenarioSettings.Token);
            Canaries.Add("webhook secret", ScenarioSettings.WebhookSecret);
            Scenario.Spotify.Faults.Play(new FaultStep { RejectEventIdPrefix = Refused, Forever = true });
            using (var order = Scenario.Orders.SignedWebhook(ShopifyOrders.Json(1001, Canaries.Email(), Canaries.Phone(), Canaries.Ip())))
                Assert.Equal(202, (await Scenario.SendAsync(order)).Status);
            string[] ids = [.. Enumerable.Range(1, 8).Select(i => $"{Refused}{i}"), .. Enumerable.Range(1, 12).Select(i => $"order-{2000 + i}")];
            await Task.WhenAll(ids.Select(id => Scenario.PostEventsAsync(Purchase(id))));
            await Scenario.PostEventsAsync(CanonicalEvents.WithoutAmount("order-3002"));
            await Scenario.PostEventsAsync(CanonicalEvents.Unmapped("order-3003"));
            await Scenario.DeliveredAsync(["order-1001", .. ids.Where(id => !id.StartsWith(Refused, StringComparison.Ordinal))]);
            await Eventually.TrueAsync(
                async () => (await DeadLetters.ListAsync(Scenario)).Count(letter => letter.EventId?.StartsWith(Refused, StringComparison.Ordinal) == true) == 8,
                () => "eight events are dead letters");
        }
    }
}
