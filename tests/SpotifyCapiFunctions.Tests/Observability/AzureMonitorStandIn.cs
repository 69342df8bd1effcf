using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SpotifyCapiFunctions.Tests.Observability;

/// <summary>Takes telemetry as Azure Monitor's ingestion does, and answers as Spotify under another path.</summary>
internal sealed class AzureMonitorStandIn : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> lines = new();
    private readonly WebApplication server;

    private AzureMonitorStandIn(WebApplication server) => this.server = server;

    public string Address => server.Urls.First();

    public string Connection => $"InstrumentationKey={Guid.Empty};IngestionEndpoint={Address}";

    /// <summary>What Spotify answers.</summary>
    public (int Status, string Body) Spotify { get; set; } = (200, "{}");

    /// <summary>Everything that was posted, an item each.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    /// <summary>The properties of log events, and of metrics those of each with <c>Name</c>.</summary>
    public IEnumerable<Dictionary<string, string>> Items(string type) =>
        from line in lines
        let data = JsonDocument.Parse(line).RootElement.GetProperty("data")
        where data.GetProperty("baseType").GetString() == type
        let item = data.GetProperty("baseData")
        select Properties(item).Append(("Name", Name(item))).ToDictionary(one => one.Item1, one => one.Item2);

    public static async Task<AzureMonitorStandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var standIn = new AzureMonitorStandIn(builder.Build());
        standIn.server.Run(standIn.AnswerAsync);
        await standIn.server.StartAsync();
        return standIn;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static IEnumerable<(string, string)> Properties(JsonElement item) => item.TryGetProperty("properties", out var properties)
        ? properties.EnumerateObject().Select(property => (property.Name, property.Value.GetString()!))
        : [];

    private static string Name(JsonElement item) =>
        item.TryGetProperty("metrics", out var metrics) ? metrics[0].GetProperty("name").GetString()!
        : item.TryGetProperty("name", out var name) ? name.GetString()!
        : "";

    private async Task AnswerAsync(HttpContext context)
    {
        if (!context.Request.Path.Value!.EndsWith("/track", StringComparison.Ordinal))
        {
            context.Response.StatusCode = Spotify.Status;
            await context.Response.WriteAsync(Spotify.Body);
            return;
        }

        var body = context.Request.Headers.ContentEncoding == "gzip" ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body;
        using var reader = new StreamReader(body);
        var items = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Array.ForEach(items, lines.Enqueue);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"itemsReceived":{{items.Length}},"itemsAccepted":{{items.Length}},"errors":[]}""");
    }
}
