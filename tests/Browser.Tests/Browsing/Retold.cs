using System.Globalization;
using System.Text.Json.Nodes;

namespace Browser.Tests.Browsing;

/// <summary>Answers as the page might get them.</summary>
internal static class Retold
{
    /// <summary>The summary with a change; everything else as it is.</summary>
    public static VisitOptions Summary(Action<JsonNode> change) => new()
    {
        Retell = (address, answer) =>
        {
            if (!address.AbsolutePath.EndsWith("/summary", StringComparison.Ordinal))
                return Task.FromResult(answer);
            var summary = JsonNode.Parse(answer)!;
            change(summary);
            return Task.FromResult(summary.ToJsonString());
        },
    };

    /// <summary>A page of open dead letters.</summary>
    public static string Letters(int count, string? next) => new JsonObject
    {
        ["dead_letters"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => new JsonObject
        {
            ["id"] = $"{next}-{i}", ["reason"] = "expired", ["destination"] = "main", ["source"] = "shop", ["event_id"] = $"letter-{i}", ["event_name"] = "Purchase",
            ["attempts"] = 3, ["first_queued"] = "2026-01-23T12:34:57Z", ["died_at"] = "2026-01-26T12:34:57Z", ["replays"] = 0,
        })]),
        ["next"] = next,
    }.ToJsonString();

    /// <summary>A page of events, the latest first.</summary>
    public static string Events(int latest, int count, string? next) => new JsonObject
    {
        ["events"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => latest - i).Select(i => new JsonObject
        {
            ["key"] = string.Create(CultureInfo.InvariantCulture, $"key-{i:D6}"), ["at"] = DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(i).ToString("O", CultureInfo.InvariantCulture),
            ["source"] = "shop", ["destination"] = "main", ["event_id"] = $"event-{i}", ["event_name"] = "PURCHASE", ["outcome"] = "delivered", ["attempts"] = 1,
        })]),
        ["next"] = next,
    }.ToJsonString();
}
