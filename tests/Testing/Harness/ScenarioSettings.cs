using SpotifyStandIn;
using SpotifyStandIn.Connections;

namespace Testing.Harness;

/// <summary>The settings of the app and of the stand-in that fit together.</summary>
public static class ScenarioSettings
{
    public const string Connection = "11111111-1111-4111-8111-111111111111";
    public const string OtherConnection = "22222222-2222-4222-8222-222222222222";
    public const string Token = "token-of-main";
    public const string OtherToken = "token-of-other";
    public const string ClientId = "client-of-partner";
    public const string ClientSecret = "secret-of-partner";
    public const string AdvertiserId = "987654321";
    public const string ConversionId = "123456789";
    public const string WebhookSecret = "signing-secret-of-shop";
    public const string EnqueueTimeout = "Ingest__EnqueueTimeout";
    public const string FunctionKey = "function-key-of-tests";

    public static StandInOptions Spotify { get; } = new()
    {
        Connections =
        [
            new StandInConnection(new Guid(Connection), [Token]),
            new StandInConnection(new Guid(OtherConnection), [OtherToken]),
        ],
        PartnerClients = [new PartnerClient(ClientId, [ClientSecret])],
        PartnerConversions = [new PartnerConversion(AdvertiserId, ConversionId)],
    };

    /// <summary>One destination <c>main</c> (CapiDirect), one source <c>shop</c> (Shopify), and a host that polls and retries quickly.</summary>
    public static Dictionary<string, string> Default(string storage, Uri endpoint) => new()
    {
        ["AzureWebJobsStorage"] = storage,
        ["Destinations__main__Endpoint"] = endpoint.AbsoluteUri,
        ["Destinations__main__ConnectionId"] = Connection,
        ["Destinations__main__TokenSecret"] = "main-token",
        ["Secrets__main_token"] = Token,
        ["Sources__shop__Kind"] = "Shopify",
        ["Sources__shop__Secrets"] = "shop-secret",
        ["Sources__shop__Destination"] = "main",
        ["Secrets__shop_secret"] = WebhookSecret,
        ["OfflinePushSchedule"] = "* * * * * *",

        // A busy machine is slow to store; how soon a sender is told so has tests of its own, with the product's limit.
        [EnqueueTimeout] = "00:00:20",
        ["AzureFunctionsJobHost__extensions__queues__maxPollingInterval"] = "00:00:00.2",
        ["AzureFunctionsJobHost__extensions__queues__visibilityTimeout"] = "00:00:01",
        ["LocalHost__LogFormat"] = "json",
        ["LocalHost__FunctionKey"] = FunctionKey,
    };

    /// <summary>Adds a destination of the profile CapiDirectFlat.</summary>
    public static void AddFlat(this IDictionary<string, string> settings, string name, Uri endpoint)
    {
        settings[$"Destinations__{name}__Profile"] = "CapiDirectFlat";
        settings[$"Destinations__{name}__Endpoint"] = endpoint.AbsoluteUri;
        settings[$"Destinations__{name}__ConnectionId"] = OtherConnection;
        settings[$"Destinations__{name}__TokenSecret"] = $"{name}-token";
        settings[$"Secrets__{name}_token"] = OtherToken;
    }

    /// <summary>Adds a destination of the profile PartnerConversions.</summary>
    public static void AddPartner(this IDictionary<string, string> settings, string name, Uri endpoint, Uri tokenEndpoint)
    {
        settings[$"Destinations__{name}__Profile"] = "PartnerConversions";
        settings[$"Destinations__{name}__Endpoint"] = endpoint.AbsoluteUri;
        settings[$"Destinations__{name}__TokenEndpoint"] = tokenEndpoint.AbsoluteUri;
        settings[$"Destinations__{name}__ClientIdSecret"] = $"{name}-client-id";
        settings[$"Destinations__{name}__ClientSecretSecret"] = $"{name}-client-secret";
        settings[$"Destinations__{name}__AdvertiserId"] = AdvertiserId;
        settings[$"Destinations__{name}__ConversionId"] = ConversionId;
        settings[$"Secrets__{name}_client_id"] = ClientId;
        settings[$"Secrets__{name}_client_secret"] = ClientSecret;
    }
}
