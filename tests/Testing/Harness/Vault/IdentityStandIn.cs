using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Testing.Harness.Vault;

/// <summary>What gives a function app in Azure the tokens of its managed identity (learn.microsoft.com, "How to use managed identities for App Service", REST).</summary>
internal sealed class IdentityStandIn : IAsyncDisposable
{
    private const string Header = "identity-header-of-tests";

    private readonly WebApplication app;

    private IdentityStandIn(WebApplication app) => this.app = app;

    public static async Task<IdentityStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var identity = new IdentityStandIn(builder.Build());
        identity.app.Run(AnswerAsync);
        await identity.app.StartAsync();
        return identity;
    }

    public void Apply(IDictionary<string, string> settings)
    {
        settings["IDENTITY_ENDPOINT"] = app.Urls.First() + "/msi/token";
        settings["IDENTITY_HEADER"] = Header;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers["X-IDENTITY-HEADER"] != Header || context.Request.Query["resource"] != "https://vault.azure.net")
        {
            context.Response.StatusCode = 400;
            return;
        }

        var expires = TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeSeconds();
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            $$"""{"access_token":"{{KeyVaultStandIn.Token}}","expires_on":"{{expires}}","resource":"https://vault.azure.net","token_type":"Bearer","client_id":"00000000-0000-0000-0000-000000000000"}""");
    }
}
