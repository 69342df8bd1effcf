using System.Text.Json;

namespace Testing.Harness;

/// <summary>The dead letters as the app itself lists them.</summary>
public static class DeadLetters
{
    /// <summary>Every dead letter, page by page.</summary>
    public static async Task<IReadOnlyList<ListedLetter>> ListAsync(Scenario scenario, string query = "", int pageSize = 1000)
    {
        var letters = new List<ListedLetter>();
        var next = (string?)null;
        do
        {
            var cursor = next is null ? "" : $"&next={Uri.EscapeDataString(next)}";
            var answer = await scenario.GetAsync($"/api/dead-letters?limit={pageSize}{cursor}{query}");
            Assert.True(answer.Status == 200, $"{answer.Status}: {answer.Text}");
            var page = answer.Json.GetProperty("dead_letters").EnumerateArray().Select(ListedLetter.Of).ToArray();
            Assert.True(page.Length <= pageSize, "A page holds more than was asked for.");
            letters.AddRange(page);
            next = answer.Json.TryGetProperty("next", out var more) ? more.GetString() : null;
        }
        while (next is not null);
        return letters;
    }

    public static Task<Answer> ReplayAsync(Scenario scenario, string json) => scenario.PostAsync("/api/dead-letters/replay", json);
}

/// <summary>One dead letter of the list.</summary>
public sealed record ListedLetter(string Id, string Reason, string? EventId, int Attempts, int Replays, string? Message)
{
    public static ListedLetter Of(JsonElement json) => new(
        json.GetProperty("id").GetString()!,
        json.GetProperty("reason").GetString()!,
        json.TryGetProperty("event_id", out var id) ? id.GetString() : null,
        json.GetProperty("attempts").GetInt32(),
        json.GetProperty("replays").GetInt32(),
        json.TryGetProperty("message", out var message) ? message.GetString() : null);
}
