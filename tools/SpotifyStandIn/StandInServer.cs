using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SpotifyStandIn.Connections;
using SpotifyStandIn.Contracts;
using SpotifyStandIn.Control;
using SpotifyStandIn.Diagnostics;
using SpotifyStandIn.Faults;
using SpotifyStandIn.Http;
using SpotifyStandIn.Received;

namespace SpotifyStandIn;

/// <summary>A strict stand-in of Spotify's conversion endpoints on the loopback interface.</summary>
public sealed class StandInServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private StandInServer(WebApplication app, StandInOptions options)
    {
        this.app = app;
        Connections = new ConnectionRegistry(options.Connections);
        Partner = new PartnerAccess(options);
        Received = new ReceivedLog(options);
        Faults = new FaultScript(options.TimeProvider);
        Map(options);
    }

    public Uri BaseAddress => new(app.Urls.Single());

    public Uri CapiDirectEndpoint => new(BaseAddress, ApiPaths.CapiDirect);

    public Uri CapiDirectFlatEndpoint => new(BaseAddress, ApiPaths.CapiDirectFlat);

    public Uri PartnerConversionsEndpoint => new(BaseAddress, ApiPaths.PartnerConversions);

    public Uri PartnerTokenEndpoint => new(BaseAddress, ApiPaths.PartnerToken);

    public ReceivedLog Received { get; }

    public FaultScript Faults { get; }

    public ConnectionRegistry Connections { get; }

    public PartnerAccess Partner { get; }

    public DiagnosticsVariant Diagnostics { get; } = new();

    public static async Task<StandInServer> StartAsync(StandInOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options.Port));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, OwnerDecidesLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var server = new StandInServer(builder.Build(), options);
        try
        {
            await server.app.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private void Map(StandInOptions options)
    {
        var counts = new EventCounts();
        var stopping = app.Lifetime.ApplicationStopping;
        var endpoints = new Dictionary<string, Func<HttpContext, CancellationToken, Task>>
        {
            [ApiPaths.CapiDirect] = Events(new CapiDirectRules(Connections, options), counts).HandleAsync,
            [ApiPaths.CapiDirectFlat] = Events(new FlatRules(Connections, options), counts).HandleAsync,
            [ApiPaths.PartnerConversions] = Events(new PartnerRules(Partner, options), counts: null).HandleAsync,
            [ApiPaths.PartnerToken] = new TokenEndpoint(Partner, options, Faults, Received).HandleAsync,
        }.ToFrozenDictionary(StringComparer.Ordinal);

        // Routing would take "/capi-direct/events" for "/capi-direct/events/"; a strict server does not.
        app.Use(next => http =>
            endpoints.TryGetValue(http.Request.Path.Value ?? "", out var handle) ? handle(http, stopping) : next(http));
        app.MapGet("/health", http => http.Response.WriteAsync("ok", http.RequestAborted));
        new ReceivedEndpoints(Received).Map(app);
        new FaultEndpoints(Faults).Map(app);
        new ConnectionEndpoints(Connections, Partner).Map(app);
        new DiagnosticsEndpoint(counts, Diagnostics, options).Map(app);
        var unknown = new UnknownPath(options, Received);
        app.MapFallback("{**path}", http => unknown.HandleAsync(http, stopping));

        EventsEndpoint Events(IContract contract, EventCounts? counts) => new(contract, options, Faults, Received, counts);
    }

    private static void Configure(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;

        // A drip is slower than any rate that Kestrel would put up with.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
    }

    /// <summary>Keeps the host from taking the signals of a process that it is only a part of.</summary>
    private sealed class OwnerDecidesLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
