using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using SpotifyStandIn.Received;

namespace SpotifyStandIn.Control;

/// <summary>The log over HTTP, for a test or a person in another process.</summary>
internal sealed class ReceivedEndpoints(ReceivedLog log)
{
    private const string Prefix = "/received/";
    private const int FlushBytes = 1 << 18;

    public static JsonWriterOptions Readable { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/received", ListAsync);
        routes.MapGet("/received/summary", SummarizeAsync);
        routes.MapGet("/received/{**eventId}", FindAsync);
        routes.MapDelete("/received", http =>
        {
            log.Clear();
            http.Response.StatusCode = 204;
            return Task.CompletedTask;
        });
    }

    private async Task ListAsync(HttpContext http)
    {
        var text = (string?)http.Request.Query["since"];
        if (!long.TryParse(text ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var since))
        {
            await ControlAnswers.RefuseAsync(http, "since: must be a sequence number");
            return;
        }

        var bodies = (string?)http.Request.Query["bodies"] != "false";
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, Readable);
        json.WriteStartArray();
        foreach (var request in log.Since(since))
        {
            ReceivedJson.Write(json, request, bodies);
            if (json.BytesPending < FlushBytes)
                continue;
            await json.FlushAsync(http.RequestAborted);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }

        json.WriteEndArray();
    }

    private async Task SummarizeAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, Readable);
        ReceivedJson.Write(json, log.Summarize());
    }

    private async Task FindAsync(HttpContext http)
    {
        // The route value keeps %2F encoded and decodes the rest; the raw target says exactly which id was meant.
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];
        var eventId = Uri.UnescapeDataString(target[Prefix.Length..]);
        var sends = log.Find(eventId);
        http.Response.StatusCode = sends.Count == 0 ? 404 : 200;
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter, Readable);
        ReceivedJson.Write(json, eventId, sends);
    }
}
