namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>The way into a functions app.</summary>
public static class FunctionsApplication
{
    /// <summary>Makes a builder with the configuration, logging and hosting of this runtime.</summary>
    /// <param name="args">The command line: <c>--port N</c>, <c>--enable-auth</c> and <c>--Key=value</c> settings.</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}

/// <summary>The ASP.NET Core integration.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Lets HTTP functions use ASP.NET Core's requests and both families of its results.</summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddMvcCore();
        return builder;
    }
}

/// <summary>Collects configuration, services and middleware of a functions app and builds its host.</summary>
public sealed class FunctionsApplicationBuilder : IFunctionsWorkerApplicationBuilder
{
    // An empty builder: nothing may come from appsettings.json or ASPNETCORE_* that the genuine host would not know.
    private readonly WebApplicationBuilder web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
    {
        ApplicationName = Assembly.GetEntryAssembly()?.GetName().Name,
        ContentRootPath = AppContext.BaseDirectory,
        EnvironmentName = Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT") ?? Environments.Development,
    });

    internal FunctionsApplicationBuilder(string[] args)
    {
        AppSettings.Load(web.Configuration, args);
        web.Logging.AddStandardError(web.Configuration);
    }

    /// <summary>The app's settings.</summary>
    public ConfigurationManager Configuration => web.Configuration;

    /// <summary>The app's log providers and filters.</summary>
    public ILoggingBuilder Logging => web.Logging;

    /// <inheritdoc/>
    public IServiceCollection Services => web.Services;

    /// <summary>Builds the host; functions are looked for when it starts.</summary>
    public IHost Build()
    {
        web.AddRuntime();
        return new LocalHost(web.Build());
    }
}
