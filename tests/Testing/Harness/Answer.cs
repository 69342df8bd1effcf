using System.Text.Json;

namespace Testing.Harness;

/// <summary>What the app answered.</summary>
public sealed record Answer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The codes of a problem, in order.</summary>
    public IReadOnlyList<string> Codes =>
        [.. Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString()!)];

    /// <summary>The status of each event, in order.</summary>
    public IReadOnlyList<string> Results =>
        [.. Json.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("status").GetString()!)];

    /// <summary>The events that this answer promises to deliver.</summary>
    public IReadOnlyList<string> AcceptedIds => Status != 202 ? [] :
    [
        .. Json.GetProperty("results").EnumerateArray()
            .Where(result => result.GetProperty("status").GetString() == "accepted")
            .Select(result => result.GetProperty("event_id").GetString()!),
    ];

    /// <summary>Those, and the ones that it says were here before: whoever reads that will not send them again.</summary>
    public IReadOnlyList<string> PromisedIds => Status is not (200 or 202) || !Json.TryGetProperty("results", out var results) ? [] :
    [
        .. results.EnumerateArray()
            .Where(result => result.GetProperty("status").GetString() is "accepted" or "duplicate")
            .Select(result => result.GetProperty("event_id").GetString()!),
    ];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers);
        return new Answer(
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase));
    }
}
