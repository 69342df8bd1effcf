using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SpotifyStandIn.Connections;
using SpotifyStandIn.Contracts;
using SpotifyStandIn.Http;

namespace SpotifyStandIn.Control;

/// <summary>Rotates and revokes credentials while a sender is running. What was set is never shown again.</summary>
internal sealed class ConnectionEndpoints(ConnectionRegistry connections, PartnerAccess access)
{
    private const int MaxBodyBytes = 1 << 16;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/connections", ListAsync);
        routes.MapPut("/connections/{id:guid}", http => SetAsync(http, ConnectionJson.Default.ConnectionSettings, (id, settings) =>
        {
            var connection = Guid.Parse(id);
            var allowAlias = settings.AllowAlias ?? connections.Find(connection)?.AllowAlias ?? false;
            connections.Set(new StandInConnection(connection, settings.Tokens, allowAlias));
        }));
        routes.MapPut("/partner/clients/{id}", http => SetAsync(http, ConnectionJson.Default.ClientSettings, (id, settings) =>
            access.Set(new PartnerClient(id, settings.Secrets))));
        routes.MapDelete("/partner/tokens", http =>
        {
            access.RevokeIssuedTokens();
            ControlAnswers.NoContent(http);
            return Task.CompletedTask;
        });
    }

    private static async Task SetAsync<T>(HttpContext http, JsonTypeInfo<T> type, Action<string, T> set)
        where T : class
    {
        var body = await BoundedBody.ReadAsync(http.Request, MaxBodyBytes, http.RequestAborted);
        try
        {
            var settings = body is null ? null : JsonSerializer.Deserialize(body, type);
            if (settings is null)
            {
                await ControlAnswers.RefuseAsync(http, "$: must be a JSON object");
                return;
            }

            set((string)http.Request.RouteValues["id"]!, settings);
            ControlAnswers.NoContent(http);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            await ControlAnswers.RefuseAsync(http, e.Message);
        }
    }

    private async Task ListAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartArray();
        foreach (var connection in connections.All.OrderBy(connection => connection.Id))
        {
            json.WriteStartObject();
            json.WriteString("id", connection.Id);
            json.WriteNumber("active_tokens", connection.Tokens.Count);
            json.WriteBoolean("allow_alias", connection.AllowAlias);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

internal sealed record ConnectionSettings
{
    public required IReadOnlyList<string> Tokens { get; init; }

    public bool? AllowAlias { get; init; }
}

internal sealed record ClientSettings
{
    public required IReadOnlyList<string> Secrets { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ConnectionSettings))]
[JsonSerializable(typeof(ClientSettings))]
internal sealed partial class ConnectionJson : JsonSerializerContext;

/// <summary>Refusals of the control endpoints, in the same shape as those of the API.</summary>
internal static class ControlAnswers
{
    private static readonly AnswerWriter Writer = new(TimeProvider.System);

    public static Task RefuseAsync(HttpContext http, params IReadOnlyList<string> messages) =>
        Writer.WriteAsync(http, Answer.Refused(Refusal.Invalid(messages)), step: null, CancellationToken.None);

    public static void NoContent(HttpContext http) => http.Response.StatusCode = 204;
}
