using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SpotifyCapi.Delivery;
using SpotifyCapi.Events;
using SpotifyCapi.Secrets;
using SpotifyCapi.Spotify;
using SpotifyCapi.Spotify.PartnerConversions;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Health;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Queueing;
using SpotifyCapiFunctions.Secrets;

namespace SpotifyCapiFunctions;

/// <summary>Puts the whole app together: the one place that Program, tests and benchmarks share.</summary>
public static class Composition
{
    /// <summary>Name of the HTTP client that talks to Spotify.</summary>
    public const string SpotifyHttpClient = "spotify";

    /// <summary>Registers everything that the functions need.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">App settings.</param>
    /// <exception cref="InvalidSettingsException">Something is wrong with the settings; all problems are listed.</exception>
    public static IServiceCollection AddSpotifyCapi(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = AppSettings.Load(configuration);
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TokenCredential>(_ => AzureCredential.Create(configuration));
        services.AddSingleton<ISecretReader>(provider => settings.KeyVaultUri is { } vault
            ? new KeyVaultSecrets(KeyVaultSecrets.CreateClient(vault, provider.GetRequiredService<TokenCredential>()), provider.GetRequiredService<TimeProvider>())
            : new ConfigurationSecrets(configuration));
        services.AddSpotify();
        services.AddSingleton<EventValidator>();
        services.AddSingleton(provider => ConversionQueue.Connect(configuration, settings.Ingest, provider.GetRequiredService<TokenCredential>));
        services.AddSingleton<EventIntake>();
        services.AddSingleton<WebhookIntake>();
        services.AddSingleton<HealthReport>();
        return services;
    }

    private static void AddSpotify(this IServiceCollection services)
    {
        // The time limit is the destination's, a redirect would carry the token elsewhere, and DNS changes must be noticed.
        services.AddHttpClient(SpotifyHttpClient, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(5),
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
        services.AddSingleton(provider => new PartnerTokens(
            SpotifyHttp(provider), provider.GetRequiredService<ISecretReader>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new BearerSources(
            new CapiTokens(provider.GetRequiredService<ISecretReader>()), provider.GetRequiredService<PartnerTokens>()));
        services.AddSingleton(provider => new SpotifyClient(
            SpotifyHttp(provider), provider.GetRequiredService<BearerSources>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<EventSender>();
    }

    private static HttpClient SpotifyHttp(IServiceProvider provider) =>
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(SpotifyHttpClient);
}
