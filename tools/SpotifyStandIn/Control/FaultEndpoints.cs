using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SpotifyStandIn.Faults;
using SpotifyStandIn.Http;

namespace SpotifyStandIn.Control;

/// <summary>Reads, replaces and clears the fault script: a JSON array of steps.</summary>
internal sealed class FaultEndpoints(FaultScript faults)
{
    private const int MaxScriptBytes = 1 << 16;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/faults", ListAsync);
        routes.MapPut("/faults", ReplaceAsync);
        routes.MapDelete("/faults", http =>
        {
            faults.Clear();
            ControlAnswers.NoContent(http);
            return Task.CompletedTask;
        });
    }

    private async Task ReplaceAsync(HttpContext http)
    {
        var body = await BoundedBody.ReadAsync(http.Request, MaxScriptBytes, http.RequestAborted);
        if (!TryParse(body, out var steps, out var problem))
        {
            await ControlAnswers.RefuseAsync(http, problem);
            return;
        }

        if (FaultScript.Problems(steps) is { Count: > 0 } problems)
        {
            await ControlAnswers.RefuseAsync(http, problems);
            return;
        }

        faults.Play(steps);
        ControlAnswers.NoContent(http);
    }

    private static bool TryParse(byte[]? body, out IReadOnlyList<FaultStep> steps, out string problem)
    {
        (steps, problem) = ([], "steps: must be a JSON array of at most 64 KiB");
        if (body is null)
            return false;
        try
        {
            var parsed = JsonSerializer.Deserialize(body, FaultJson.Default.IReadOnlyListFaultStep);
            steps = parsed ?? [];
            return parsed is not null && parsed.All(step => step is not null);
        }
        catch (JsonException e)
        {
            problem = e.Message;
            return false;
        }
    }

    private async Task ListAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartArray();
        foreach (var (step, remaining) in faults.Steps)
        {
            json.WriteStartObject();
            json.WritePropertyName("step");
            JsonSerializer.Serialize(json, step, FaultJson.Default.FaultStep);
            if (remaining is { } count)
                json.WriteNumber("remaining", count);
            else
                json.WriteNull("remaining");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
