using System.Security.Cryptography;

namespace Dev.Hosting;

/// <summary>The app settings that the scripts pass as environment variables; these win over local.settings.json.</summary>
internal static class AppEnvironment
{
    public const string Storage = "AzureWebJobsStorage";

    private static readonly string[] DemoSections = ["Destinations__main__", "Sources__shopify__", "Sources__store__"];

    /// <summary>Storage only; everything else is the user's own configuration.</summary>
    public static Dictionary<string, string> ForServe(string? storage, Func<string, string?> current)
    {
        var settings = WithoutProxy(current);
        if (storage is not null)
            settings[Storage] = storage;
        return settings;
    }

    /// <summary>A complete configuration: what the user has set for the demonstration's own destination and sources does not count.</summary>
    /// <param name="given">Names of the settings that the user has set, in local.settings.json or in the environment.</param>
    public static Dictionary<string, string> ForDemo(
        string storage, DemoCredentials credentials, string endpoint, IEnumerable<string> given, Func<string, string?> current)
    {
        var settings = WithoutProxy(current);
        foreach (var name in given.Where(IsOfDemo))
            Hide(settings, name);
        settings[Storage] = storage;
        settings["KeyVault__Uri"] = "";
        settings["Destinations__main__Profile"] = "CapiDirect";
        settings["Destinations__main__Endpoint"] = endpoint;
        settings["Destinations__main__ConnectionId"] = credentials.ConnectionId;
        settings["Destinations__main__TokenSecret"] = "spotify-capi-token";
        settings["Destinations__main__DefaultCountry"] = "US";
        settings["Secrets__spotify_capi_token"] = credentials.Token;
        settings["Sources__shopify__Kind"] = "Shopify";
        settings["Sources__shopify__Secrets"] = "shopify-webhook-secret";
        settings["Sources__shopify__Destination"] = "main";
        settings["Secrets__shopify_webhook_secret"] = credentials.WebhookSecret;
        settings["Sources__store__Kind"] = "OfflineFile";
        settings["Sources__store__Destination"] = "main";
        settings["Sources__store__TimeZone"] = "America/New_York";
        settings["Sources__store__DefaultCurrency"] = "USD";
        settings["OfflinePushSchedule"] = "*/5 * * * * *";
        settings["LocalHost__LogFormat"] = "json";
        return settings;
    }

    private static bool IsOfDemo(string name) => Array.Exists(DemoSections, section => name.StartsWith(section, StringComparison.OrdinalIgnoreCase));

    // A blank setting counts as not set, except in the maps of names, which stay. A rule of Exclude must keep a condition: it gets one that holds for no order.
    private static void Hide(Dictionary<string, string> settings, string name)
    {
        var parts = name.Split("__");
        if (parts[2].Equals("EventMap", StringComparison.OrdinalIgnoreCase) || parts[2].Equals("Columns", StringComparison.OrdinalIgnoreCase))
            return;

        settings.TryAdd(name, "");
        if (parts.Length > 4 && parts[2].Equals("Exclude", StringComparison.OrdinalIgnoreCase))
            settings[string.Join("__", parts[..4]) + "__Channel"] = "none-in-the-demonstration";
    }

    /// <summary>Azurite and the stand-in are on this machine; a proxy that the environment names must not get their requests.</summary>
    private static Dictionary<string, string> WithoutProxy(Func<string, string?> current)
    {
        var excluded = current("no_proxy") ?? current("NO_PROXY");
        var value = string.IsNullOrEmpty(excluded) ? "127.0.0.1,localhost" : excluded + ",127.0.0.1,localhost";
        return OperatingSystem.IsWindows()
            ? new() { ["NO_PROXY"] = value }
            : new() { ["NO_PROXY"] = value, ["no_proxy"] = value };
    }
}

/// <summary>The secrets of one demonstration, made anew each time: none is ever stored.</summary>
internal sealed record DemoCredentials(string ConnectionId, string Token, string WebhookSecret)
{
    public static DemoCredentials Create() =>
        new(Guid.NewGuid().ToString(), RandomNumberGenerator.GetHexString(48), RandomNumberGenerator.GetHexString(64, lowercase: true));
}
