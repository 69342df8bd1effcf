using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>How long secrets from Key Vault are used (<c>KeyVault__…</c>).</summary>
public sealed record KeyVaultOptions
{
    /// <summary>Age from which a secret is read again in the background while the one at hand is still used.</summary>
    public TimeSpan RefreshAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Age from which a secret is not used any more, however long the vault has been down.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Shortest time between two reads of a secret, however many requests were refused with it.</summary>
    public TimeSpan RefreshWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait of a caller for a read. Not a setting: Shopify waits five seconds for the answer to a webhook.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Reads the options.</summary>
    /// <param name="settings">The section <c>KeyVault</c>.</param>
    public static KeyVaultOptions Read(SettingReader settings)
    {
        var defaults = new KeyVaultOptions();
        var (second, day) = (TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        var options = new KeyVaultOptions
        {
            RefreshAfter = settings.Duration("RefreshAfter", defaults.RefreshAfter, second, day),
            MaxAge = settings.Duration("MaxAge", defaults.MaxAge, second, TimeSpan.FromDays(30)),
            RefreshWindow = settings.Duration("RefreshWindow", defaults.RefreshWindow, TimeSpan.Zero, TimeSpan.FromHours(1)),
        };
        if (options.MaxAge <= options.RefreshAfter || options.MaxAge <= options.RefreshWindow)
            settings.Problem("MaxAge", "must be longer than RefreshAfter and RefreshWindow, or secrets are given up before they are read again.");

        return options;
    }
}
