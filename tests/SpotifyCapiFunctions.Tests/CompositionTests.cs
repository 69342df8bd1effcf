using System.Reflection;
using Azure.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests;

public sealed class CompositionTests
{
    private static readonly ServiceProviderOptions Strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    public static TheoryData<Type> Functions { get; } =
        new(typeof(Composition).Assembly.GetTypes().Where(type => type.GetMethods().Any(method => method.IsDefined(typeof(FunctionAttribute), false))));

    [Theory]
    [MemberData(nameof(Functions))]
    public async Task Every_function_can_be_made(Type function)
    {
        await using var services = Build(Configured.With());
        await using var scope = services.CreateAsyncScope();

        Assert.NotNull(ActivatorUtilities.CreateInstance(scope.ServiceProvider, function));
    }

    /// <summary>About any other one the list in the package and the list of the running worker disagree.</summary>
    [Fact]
    public void Every_function_is_a_public_method_of_a_public_class_on_its_own()
    {
        const BindingFlags any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var methods = typeof(Composition).Assembly.GetTypes().SelectMany(type => type.GetMethods(any)).Where(method => method.IsDefined(typeof(FunctionAttribute), false)).ToArray();

        Assert.NotEmpty(methods);
        Assert.All(methods, method => Assert.True(method.IsPublic && method.DeclaringType!.IsPublic, $"{method.DeclaringType}.{method.Name}"));
    }

    [Fact]
    public async Task Secrets_come_from_the_settings_or_from_the_vault()
    {
        await using var local = Build(Configured.With());
        await using var vault = Build(Configured.With(("KeyVault__Uri", "https://vault.example/")));

        Assert.IsType<ConfigurationSecrets>(local.GetRequiredService<ISecretReader>());
        Assert.IsType<KeyVaultSecrets>(vault.GetRequiredService<ISecretReader>());
    }

    [Fact]
    public async Task Clock_can_be_replaced()
    {
        var time = new StandingTime();
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time).AddSingleton(Configured.With()).AddLogging().AddSpotifyCapi(Configured.With()).BuildServiceProvider(Strict);

        Assert.Same(time, services.GetRequiredService<TimeProvider>());
    }

    /// <summary>The worker adds all of MVC before the app's own.</summary>
    [Fact]
    public void No_keys_of_cookies_are_read_at_start()
    {
        var services = new ServiceCollection();
        services.AddDataProtection();
        Assert.Contains(services, service => service.ImplementationType?.Name == "DataProtectionHostedService");

        services.AddSpotifyCapi(Configured.With());

        Assert.DoesNotContain(services, service => service.ImplementationType?.Name == "DataProtectionHostedService");
    }

    [Fact]
    public async Task With_a_connection_string_no_credential_is_made()
    {
        var made = 0;
        await using var services = new ServiceCollection()
            .AddSingleton<TokenCredential>(_ => throw new InvalidOperationException($"A credential was made ({++made})."))
            .AddSingleton(Configured.With()).AddLogging().AddSpotifyCapi(Configured.With()).BuildServiceProvider(Strict);

        Assert.NotNull(services.GetRequiredService<BlobContainers>().Get(StorageNames.DeadLetters));
        Assert.NotEmpty(services.GetServices<IHostedService>());
        Assert.Equal(0, made);
    }

    [Fact]
    public void Wrong_settings_are_refused_before_anything_is_made() => Assert.Throws<InvalidSettingsException>(
        () => new ServiceCollection().AddSpotifyCapi(Configured.With(("AzureWebJobsStorage", null))));

    private static ServiceProvider Build(IConfiguration configuration) =>
        new ServiceCollection().AddSingleton(configuration).AddLogging().AddSpotifyCapi(configuration).BuildServiceProvider(Strict);
}
