using System.Text.Json;

namespace Testing.Harness.OpenApi;

/// <summary>Every answer that a test of this project sees must be one that docs/openapi.json promises: its status, its content type, and its JSON.</summary>
public static class DocumentedAnswers
{
    /// <summary>Fails the test when an answer is not documented.</summary>
    /// <param name="method">Of the request.</param>
    /// <param name="target">Path and query of the request.</param>
    /// <param name="answer">The answer.</param>
    public static void Check(string method, string target, Answer answer)
    {
        var problems = Problems(ApiDocument.Instance, method, target.Split('?')[0], answer);
        Assert.True(problems.Count == 0, $"{method} {target.Split('?')[0]} answered {answer.Status}, which docs/openapi.json does not: {string.Join("; ", problems.Take(5))}");
    }

    internal static IReadOnlyList<string> Problems(ApiDocument document, string method, string path, Answer answer)
    {
        // What is no route of ours, the host answers: 404 without a word.
        if (document.Find(method, path) is not { } operation)
            return answer is { Status: 404, Text: "" } || !path.StartsWith("/api/", StringComparison.Ordinal) ? [] : ["there is no such operation"];
        if (document.Response(operation, answer.Status) is not { } response)
            return [$"{operation} has no status {answer.Status}"];
        if (answer.Text.Length == 0)
            return [];
        var type = answer.Headers.GetValueOrDefault("Content-Type", "").Split(';')[0];
        if (!response.TryGetProperty("content", out var content) || !content.TryGetProperty(type, out var media))
            return [$"{operation} {answer.Status} has no content of type \"{type}\""];
        return type.EndsWith("json", StringComparison.Ordinal)
            ? document.Schemas.Problems(media.GetProperty("schema"), JsonDocument.Parse(answer.Text).RootElement)
            : [];
    }
}
