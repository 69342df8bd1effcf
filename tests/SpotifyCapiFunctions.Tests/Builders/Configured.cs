using Microsoft.Extensions.Configuration;
using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Tests.Builders;

/// <summary>Settings as the app finds them: names with <c>__</c>, one good configuration to start from.</summary>
internal static class Configured
{
    public const string Connection = "11111111-1111-4111-8111-111111111111";

    public static Dictionary<string, string?> Good => new()
    {
        ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
        ["Destinations__main__ConnectionId"] = Connection,
        ["Destinations__main__TokenSecret"] = "main-token",
        ["Secrets__main_token"] = "the token",
        ["Sources__shop__Kind"] = "Shopify",
        ["Sources__shop__Secrets"] = "shop-secret",
        ["Secrets__shop_secret"] = "the secret",
    };

    /// <summary>The good settings with changes; null takes a setting away.</summary>
    public static IConfiguration With(params IEnumerable<(string Name, string? Value)> changes)
    {
        var settings = Good;
        foreach (var (name, value) in changes)
            settings[name] = value;
        return From(settings);
    }

    public static IConfiguration From(IEnumerable<KeyValuePair<string, string?>> settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Where(setting => setting.Value is not null)
            .Select(setting => KeyValuePair.Create(setting.Key.Replace("__", ":", StringComparison.Ordinal), setting.Value)))
        .Build();

    public static AppSettings Load(params IEnumerable<(string Name, string? Value)> changes) => AppSettings.Load(With(changes));

    /// <summary>What is wrong with the changed settings.</summary>
    public static IReadOnlyList<SettingProblem> Problems(params IEnumerable<(string Name, string? Value)> changes) =>
        Assert.Throws<InvalidSettingsException>(() => Load(changes)).Problems;

    /// <summary>The only setting that is wrong; its value must not show.</summary>
    public static void IsRefused(string name, string? value)
    {
        var problem = Assert.Single(Problems((name, value)));
        Assert.Equal(name, problem.Setting);
        if (value?.Length > 3)
            Assert.DoesNotContain(value, problem.ToString(), StringComparison.OrdinalIgnoreCase);
    }
}
