namespace SpotifyCapi.Webhooks;

/// <summary>A configured source.</summary>
/// <param name="Name">The name in its address, <c>/api/webhooks/&lt;name&gt;</c>.</param>
/// <param name="SecretNames">Names of the secrets that its signatures may be made with; at least one.</param>
/// <param name="Destination">Name of the destination of its events.</param>
/// <param name="Webhooks">Its behaviour.</param>
public sealed record Source(string Name, IReadOnlyList<string> SecretNames, string Destination, IWebhookSource Webhooks)
{
    /// <summary>Name of its kind, such as <c>Shopify</c>.</summary>
    public string Kind { get; init; } = string.Empty;
}
