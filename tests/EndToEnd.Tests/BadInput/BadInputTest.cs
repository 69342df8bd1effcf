using Testing.Harness;

namespace EndToEnd.Tests.BadInput;

/// <summary>After every piece of bad input: nothing is queued or sent, nothing is logged as an error, and the app goes on.</summary>
[Collection(BadInputCollection.Name)]
public abstract class BadInputTest(BadInputCollection.Fixture fixture) : IAsyncLifetime
{
    protected const string Json = "Content-Type: application/json";

    private int errorsBefore;

    protected Scenario Scenario { get; } = fixture.Scenario;

    public Task InitializeAsync()
    {
        errorsBefore = Scenario.App.Output.Errors.Count;
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        Assert.Equal(200, (await Scenario.GetAsync("/api/health")).Status);
        Assert.Equal(0, await Queues.CountAsync(Scenario.Queues.Conversions));
        Assert.Empty(Scenario.Spotify.Received.Requests);
        Assert.Empty(Scenario.App.Output.Errors.Skip(errorsBefore).Select(error => error.Message));
    }

    protected Task<(int Status, string Text)> PostEventsAsync(byte[] body, string headers = Json, AfterSending after = AfterSending.Wait) =>
        RawHttp.SendAsync(Scenario.App.Address, $"POST /api/events HTTP/1.1\nContent-Length: {body.Length}\n{headers}", body, after);

    /// <summary>A webhook whose signature is right, so that nothing else than the body is wrong.</summary>
    protected Task<(int Status, string Text)> PostSignedAsync(byte[] body, string headers = Json) => PostWebhookAsync(
        body, $"X-Shopify-Topic: orders/paid\nX-Shopify-Hmac-Sha256: {Scenario.Orders.Sign(body)}\n{headers}");

    protected Task<(int Status, string Text)> PostWebhookAsync(byte[] body, string headers, string source = "shop") =>
        RawHttp.SendAsync(Scenario.App.Address, $"POST /api/webhooks/{source} HTTP/1.1\nContent-Length: {body.Length}\n{headers}", body);
}
