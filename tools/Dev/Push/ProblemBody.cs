using System.Text.Json;

namespace Dev.Push;

/// <summary>The body of a refusal: problem+json with a title, a detail, and errors that have a code each.</summary>
internal sealed record ProblemBody(IReadOnlyList<string> Lines, IReadOnlyList<string> Codes)
{
    public bool IsEmpty => Lines.Count == 0;

    /// <returns>Nothing in it, when the body is anything else.</returns>
    public static ProblemBody Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root ? Read(root) : new ProblemBody([], []);
        }
        catch (JsonException)
        {
            return new ProblemBody([], []);
        }
    }

    private static ProblemBody Read(JsonElement root)
    {
        RowProblem[] errors = root.TryGetProperty("errors", out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(RowProblem.Read)]
            : [];
        string?[] head = [PushReport.Text(root, "title"), PushReport.Text(root, "detail")];
        return new ProblemBody(
            [.. head.OfType<string>().Concat(errors.Select(error => $"{error.Code}: {error.Message}")).Distinct()],
            [.. errors.Select(error => error.Code)]);
    }
}
