using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Testing;

/// <summary>
/// Key Vault's REST API for secrets over HTTPS (learn.microsoft.com, "Get Secret"): the bearer challenge, versions, its error bodies. It lets
/// the genuine client talk to something that can be down, slow, forbidden or rotated.
/// </summary>
public sealed class KeyVaultStandIn : IAsyncDisposable
{
    /// <summary>A name that the genuine client accepts as a vault's; it reaches this one through a proxy.</summary>
    public const string PublicName = "stand-in.vault.azure.net";

    /// <summary>The access token that it takes.</summary>
    public const string Token = "vault-access-token";

    private readonly WebApplication app;
    private int reads;

    private KeyVaultStandIn(WebApplication app, X509Certificate2 certificate) => (this.app, Certificate) = (app, certificate);

    public ConcurrentDictionary<string, string> Values { get; } = new();

    /// <summary>Every authorised request gets this status instead of a secret.</summary>
    public HttpStatusCode? Refuse { get; set; }

    /// <summary>How long every authorised request waits for its answer.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>What it shows to clients: good for 127.0.0.1 and for <see cref="PublicName"/>.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Authorised requests, answered or refused.</summary>
    public int Reads => Volatile.Read(ref reads);

    public Uri Address => new(app.Urls.First());

    public static async Task<KeyVaultStandIn> StartAsync()
    {
        var certificate = SelfSigned();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var vault = new KeyVaultStandIn(builder.Build(), certificate);
        vault.app.Run(vault.AnswerAsync);
        await vault.app.StartAsync();
        return vault;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Certificate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = $"Bearer authorization=\"{Address}tenant\", resource=\"https://vault.azure.net\"";
            return;
        }

        Interlocked.Increment(ref reads);
        await Task.Delay(Delay, context.RequestAborted);
        var path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (status, body) =
            Refuse is { } refused ? ((int)refused, Error(refused.ToString()))
            : path is ["secrets", var name, ..] && context.Request.Query.ContainsKey("api-version") && Values.TryGetValue(name, out var value)
                ? (200, $$$"""{"value":"{{{value}}}","id":"{{{Address}}}secrets/{{{name}}}/0123456789abcdef0123456789abcdef","attributes":{"enabled":true}}""")
            : (404, Error("SecretNotFound"));
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(body);
    }

    private static string Error(string code) => $$$"""{"error":{"code":"{{{code}}}","message":"{{{code}}}"}}""";

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName(PublicName);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
    }
}
