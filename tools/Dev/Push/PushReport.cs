using System.Globalization;
using System.Text.Json;

namespace Dev.Push;

/// <summary>What the app says about a file: how many rows ended how, and the first that were wrong.</summary>
internal sealed record PushReport
{
    public required string Id { get; init; }

    public required string Status { get; init; }

    /// <summary>Why it failed as a whole; null when it did not.</summary>
    public string? Reason { get; init; }

    public long Rows { get; init; }

    public long Accepted { get; init; }

    public long Duplicates { get; init; }

    public long Ignored { get; init; }

    public long Rejected { get; init; }

    public IReadOnlyList<KeyValuePair<string, long>> Codes { get; init; } = [];

    public IReadOnlyList<RowProblem> Problems { get; init; } = [];

    public long ProblemsTotal { get; init; }

    /// <summary>Path of the whole report on the app.</summary>
    public string? Link { get; init; }

    public bool IsCompleted => Status == "completed";

    /// <summary>An upload that ended before its file did; an app of today answers 503 instead.</summary>
    public bool IsInterrupted => Status == "interrupted";

    /// <summary>Whether the app is done with the file. An interrupted upload is not: it has to be sent again.</summary>
    public bool IsFinal => Status is "completed" or "failed";

    /// <returns>Null when the text is not a report.</returns>
    public static PushReport? TryParse(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && Text(root, "report_id") is { } id && Text(root, "status") is { } status
                ? Read(root, id, status)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PushReport Read(JsonElement root, string id, string status) => new()
    {
        Id = id,
        Status = status,
        Reason = Text(root, "reason"),
        Rows = Number(root, "rows"),
        Accepted = Number(root, "accepted"),
        Duplicates = Number(root, "duplicates"),
        Ignored = Number(root, "ignored"),
        Rejected = Number(root, "rejected"),
        Codes = root.TryGetProperty("by_code", out var codes) && codes.ValueKind == JsonValueKind.Object
            ? [.. codes.EnumerateObject().Select(code => KeyValuePair.Create(code.Name, Number(codes, code.Name)))]
            : [],
        Problems = root.TryGetProperty("problems", out var problems) && problems.ValueKind == JsonValueKind.Array
            ? [.. problems.EnumerateArray().Select(RowProblem.Read)]
            : [],
        ProblemsTotal = Number(root, "problems_total"),
        Link = Text(root, "report"),
    };

    internal static string? Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    internal static long Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : 0;
}

/// <summary>What is wrong with one row. It never holds the value.</summary>
internal sealed record RowProblem(long Line, string Field, string Code, string Message)
{
    public string Place => Line > 0 ? Line.ToString(CultureInfo.InvariantCulture) : "";

    public static RowProblem Read(JsonElement json) => new(
        PushReport.Number(json, "line"),
        PushReport.Text(json, "field") ?? "",
        PushReport.Text(json, "code") ?? "",
        PushReport.Text(json, "message") ?? "");
}
