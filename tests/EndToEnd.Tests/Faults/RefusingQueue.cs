using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Tests.Faults;

/// <summary>A queue service whose disk is full: it answers everything with 507.</summary>
internal sealed class RefusingQueue : IAsyncDisposable
{
    private readonly WebApplication server;

    private RefusingQueue(WebApplication server) => this.server = server;

    public string Address => server.Urls.Single();

    public static async Task<RefusingQueue> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = builder.Build();
        server.Run(http =>
        {
            http.Response.StatusCode = StatusCodes.Status507InsufficientStorage;
            return Task.CompletedTask;
        });
        await server.StartAsync();
        return new RefusingQueue(server);
    }

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
    }
}
