using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using System.Text;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using SpotifyCapiFunctions.Functions;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Observability;
using SpotifyCapiFunctions.Storage;
using SpotifyCapiFunctions.Tests.Builders;
using SpotifyCapiFunctions.Tests.Infra;

namespace SpotifyCapiFunctions.Tests.Observability;

/// <summary>What leaves the worker for Azure Monitor: what the alerts ask for, and nothing of anybody.</summary>
public sealed class TelemetryExportTests(AzuriteCollection.Storage storage) : IClassFixture<AzuriteCollection.Storage>
{
    private const string Email = "canary.person@shop.example";
    private const string Phone = "+14155550199";
    private const string Ip = "203.0.113.77";
    private const string Order = "canary-order-4711";
    private const string Ours = "SpotifyCapiFunctions.Test";
    private const string Insights = "APPLICATIONINSIGHTS_CONNECTION_STRING";
    private const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";
    private const string Anywhere = "InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=http://127.0.0.1:1/";

    private static readonly string[] Canaries =
        [Email, Phone, Phone[1..], Ip, Order, "canary", Digest(Email), Digest(Phone)];

    /// <summary>Events that arrive, are refused, deferred and given up, through the app as it is put together, to the genuine exporter.</summary>
    [Fact]
    public async Task What_is_posted_holds_what_the_alerts_read_and_nothing_of_a_person()
    {
        await using var azure = await AzureMonitorStandIn.StartAsync();
        using var host = await StartAsync(azure);

        await LiveAsync(host.Services, azure);
        host.Services.GetRequiredService<MeterProvider>().ForceFlush(30_000);
        host.Services.GetRequiredService<TracerProvider>().ForceFlush(30_000);
        host.Services.GetRequiredService<LoggerProvider>().ForceFlush(30_000);
        await host.StopAsync();

        AlertQuery[] queries = [.. Repository.Files("infra/alerts", "*.kql").Select(path => new AlertQuery(Repository.Read(path)))];
        var logs = azure.Items("MessageData").ToArray();
        Assert.All(queries.SelectMany(query => query.Events), read => Assert.Contains(
            logs, log => log.GetValueOrDefault("EventName") == read.Name && log.GetValueOrDefault("EventId") == read.Name && read.Properties.All(log.ContainsKey)));
        var metrics = azure.Items("MetricData").ToArray();
        Assert.All(queries.SelectMany(query => query.Metrics), read => Assert.Contains(
            metrics, metric => metric["Name"] == read.Name && read.Tags.All(metric.ContainsKey)));
        Assert.Contains(azure.Items("RequestData"), span => span["Name"] == "deliver");
        Assert.Contains(azure.Items("RemoteDependencyData"), span => span["Name"] == "function Test");
        var failed = Assert.Single(logs, log => log.GetValueOrDefault("ExceptionType") == typeof(InvalidOperationException).FullName);
        Assert.Equal(("17", "faas"), (failed["EventId"], failed["InScope"]));
        Assert.Contains(nameof(LiveAsync), failed["ExceptionStack"], StringComparison.Ordinal);
        Assert.All(azure.Lines, line => Assert.All(Canaries, canary => Assert.DoesNotContain(canary, line, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(Anywhere, null, true)]
    [InlineData(null, "http://127.0.0.1:1/", true)]
    public async Task OpenTelemetry_is_loaded_when_it_is_used_only(string? insights, string? collector, bool isLoaded)
    {
        var app = new AppContextOfItsOwn();
        var configuration = Configured.With((Insights, insights), ("OTEL_EXPORTER_OTLP_ENDPOINT", collector));
        var services = new ServiceCollection().AddSingleton(configuration).AddLogging();
        app.LoadFromAssemblyName(new AssemblyName("SpotifyCapiFunctions")).GetType("SpotifyCapiFunctions.Composition", throwOnError: true)!
            .GetMethod(nameof(Composition.AddSpotifyCapi))!.Invoke(null, [services, configuration]);
        await using var provider = services.BuildServiceProvider();

        Assert.NotEmpty(provider.GetServices<IHostedService>());
        Assert.NotNull(provider.GetRequiredService<ILoggerFactory>().CreateLogger(Ours));
        Assert.Equal(isLoaded, app.Assemblies.Any(assembly => AppContextOfItsOwn.IsExport(assembly.GetName().Name!)));

        // Nor is the chain of default credentials, which the factory of the storage clients would make although they have a connection string.
        Assert.Contains("Azure.Core", app.Assemblies.Select(assembly => assembly.GetName().Name));
        Assert.DoesNotContain("Microsoft.Identity.Client", app.Assemblies.Select(assembly => assembly.GetName().Name));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Authorization=AAD", typeof(ManagedIdentityCredential))]
    [InlineData("ClientId=11111111-1111-4111-8111-111111111111; authorization=aad", typeof(ManagedIdentityCredential))]
    public async Task App_signs_in_as_the_host_does_and_no_log_event_is_sampled(string? authentication, Type? credential)
    {
        await using var services = Build((Insights, Anywhere), (Authentication, authentication));
        var options = services.GetRequiredService<IOptionsMonitor<AzureMonitorExporterOptions>>().CurrentValue;

        Assert.Equal((credential, false), (options.Credential?.GetType(), options.EnableTraceBasedLogsSampler));
    }

    [Theory]
    [InlineData(Authentication, "Authorization=Key")]
    [InlineData(Authentication, "ClientId=11111111-1111-4111-8111-111111111111")]
    [InlineData(Authentication, "Authorization=AAD;ClientId=mine")]
    [InlineData(Insights, "IngestionEndpoint=https://example.com/")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector")]
    public void Wrong_setting_is_refused(string name, string value) => Configured.IsRefused(name, value);

    /// <summary>The host is told to leave the worker's lines to the worker, and a line to standard error would be the host's again.</summary>
    [Theory]
    [InlineData(Anywhere, null)]
    [InlineData(null, "http://127.0.0.1:1/")]
    public async Task Rows_are_written_once(string? insights, string? collector)
    {
        await using var services = Build((Insights, insights), ("OTEL_EXPORTER_OTLP_ENDPOINT", collector));
        var capabilities = services.GetRequiredService<IOptions<WorkerOptions>>().Value.Capabilities;

        Assert.Equal(insights is not null, capabilities.ContainsKey("WorkerApplicationInsightsLoggingEnabled"));
        Assert.Equal(bool.TrueString, capabilities["WorkerOpenTelemetryEnabled"]);
        Assert.Equal(ActivityTrackingOptions.None, services.GetRequiredService<IOptions<LoggerFactoryOptions>>().Value.ActivityTrackingOptions);
        Assert.Equal(insights is null, services.GetServices<ILoggerProvider>().Any(provider => provider is BackgroundLog));
    }

    /// <summary>Else the host shows the lines of an invocation nowhere.</summary>
    [Fact]
    public async Task Lines_keep_their_invocation()
    {
        var scopes = new Scopes();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(scopes));
        var seen = new List<object?>();

        await new InvocationScope(logging.CreateLogger<InvocationScope>()).Invoke(new Invocation("one"), _ =>
        {
            scopes.Provider!.ForEachScope((scope, list) => list.Add(scope), seen);
            return Task.CompletedTask;
        });

        Assert.Contains(
            new KeyValuePair<string, object>("AzureFunctions_InvocationId", "one"), Assert.IsAssignableFrom<IEnumerable<KeyValuePair<string, object>>>(Assert.Single(seen)));
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static ServiceProvider Build(params (string, string?)[] changes)
    {
        var configuration = Configured.With(changes);

        // As .NET's host logs.
        return new ServiceCollection().AddSingleton(configuration)
            .AddLogging(logging => logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId)).AddSpotifyCapi(configuration).BuildServiceProvider();
    }

    private async Task<IHost> StartAsync(AzureMonitorStandIn azure)
    {
        var configuration = Configured.With(
            ("AzureWebJobsStorage", storage.ConnectionString), (Insights, azure.Connection), ("Destinations__main__Endpoint", $"{azure.Address}/spotify/"));
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton(configuration).AddLogging().AddSpotifyCapi(configuration);

        // Every span, so that the test does not depend on how many others make at this moment.
        builder.Services.PostConfigure<AzureMonitorExporterOptions>(options => (options.TracesPerSecond, options.SamplingRatio) = (null, 1));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private async Task LiveAsync(IServiceProvider services, AzureMonitorStandIn azure)
    {
        // Refused for good, then refused for the token: given up, then deferred.
        var queue = new QueueClient(storage.ConnectionString, StorageNames.Conversions);
        foreach (var status in new[] { 400, 401 })
        {
            azure.Spotify = (status, $$"""{"message":"{{Email}} and {{Ip}}"}""");
            Assert.Equal(202, await ReceiveAsync(services, status));
            var messages = (await queue.ReceiveMessagesAsync(10, TimeSpan.FromMinutes(5))).Value;
            Assert.NotEmpty(messages);
            foreach (var message in messages)
                await Function<DeliverConversions>(services).Run(message, default);
        }

        foreach (var body in new[] { """{"v":99,"dest":"main"}""", """{"v":1,"dest":"main"}""", Email })
            await Function<DeliverConversions>(services).Run(Message(body), default);

        // Unreadable though signed; then signed by somebody else, until it is noticed.
        var bytes = Encoding.UTF8.GetBytes(Email);
        await PostAsync(services, bytes, HMACSHA256.HashData("the secret"u8, bytes));
        for (var i = 0; i < 5; i++)
            await PostAsync(services, bytes, HMACSHA256.HashData("another"u8, bytes));

        // What nobody has foreseen: in a function, in a background service, in the worker and in its web server.
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(Ours);
        await HttpEdge.AnswerAsync(Builders.Http.Context().Request, logger, () => throw new IOException(Email));
        using (logger.BeginScope(new Dictionary<string, object> { ["InScope"] = "faas" }))
        {
            try
            {
                throw new InvalidOperationException(Email);
            }
            catch (InvalidOperationException exception)
            {
                logger.Log(LogLevel.Error, new EventId(17, "17"), "failed", exception, (text, _) => text);
                Framework(services, "Microsoft.Azure.Functions.Worker.FunctionsApplication").Log(LogLevel.Error, default, "failed", exception, (text, _) => text);
            }
        }

        var server = Framework(services, "Microsoft.AspNetCore.Server.Kestrel");
        using (server.BeginScope(new Dictionary<string, object> { ["RequestPath"] = $"/api/deliveries/{Email}" }))
            server.Log(LogLevel.Error, default, "failed", null, (text, _) => text);

        using var worker = new ActivitySource("Microsoft.Azure.Functions.Worker");
        using var invocation = worker.StartActivity("function Test");
        invocation!.SetStatus(ActivityStatusCode.Error, Email).SetTag("url.path", $"/api/deliveries/{Email}");
    }

    private static ILogger Framework(IServiceProvider services, string category) => services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    private static T Function<T>(IServiceProvider services) => ActivatorUtilities.CreateInstance<T>(services);

    private static QueueMessage Message(string body) =>
        QueuesModelFactory.QueueMessage("id", "receipt", BinaryData.FromString(Convert.ToBase64String(Encoding.UTF8.GetBytes(body))), 1);

    private static async Task<int> ReceiveAsync(IServiceProvider services, int number)
    {
        var at = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var request = Builders.Http.Post(Encoding.UTF8.GetBytes($$"""
            {"event_name":"Order Completed","event_id":"{{Order}}-{{number}}","event_time":"{{at}}","value":1.5,"currency":"USD","order_id":"{{Order}}",
             "user":{"email":"{{Email}}","phone":"{{Phone}}","ip_address":"{{Ip}}"} }
            """));
        await Function<ReceiveEvents>(services).Run(request, default);
        return request.HttpContext.Response.StatusCode;
    }

    private static Task PostAsync(IServiceProvider services, byte[] body, byte[] signature) => Function<ReceiveWebhook>(services).Run(
        Builders.Http.Post(body, "application/json", ("X-Shopify-Hmac-Sha256", Convert.ToBase64String(signature)), ("X-Shopify-Topic", "orders/paid")), "shop", default);

    /// <summary>The app and what it exports with, loaded anew, whatever other tests have loaded.</summary>
    private sealed class AppContextOfItsOwn() : AssemblyLoadContext("app")
    {
        private static readonly string[] Own = ["SpotifyCapi", "Azure.", "Microsoft.Extensions.Azure", "Microsoft.Identity"];

        public static bool IsExport(string name) =>
            name.StartsWith("OpenTelemetry", StringComparison.Ordinal) || name.Contains(".OpenTelemetry", StringComparison.Ordinal);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name is { } name && (Own.Any(start => name.StartsWith(start, StringComparison.Ordinal)) || IsExport(name))
                ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name + ".dll"))
                : null;
    }

    private sealed class Scopes : ILoggerProvider, ISupportExternalScope
    {
        public IExternalScopeProvider? Provider { get; private set; }

        public ILogger CreateLogger(string categoryName) => new FakeLogger<Scopes>();

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => Provider = scopeProvider;

        public void Dispose()
        {
        }
    }
}
