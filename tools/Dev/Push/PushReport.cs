using System.Globalization;
using System.Text.Json;
using Dev.Output;

namespace Dev.Push;

/// <summary>What the app says about a file: how many rows ended how, and the first that were wrong.</summary>
/// <param name="Reason">Why it failed as a whole; null when it did not.</param>
/// <param name="Link">Path of the whole report on the app.</param>
internal sealed record PushReport(
    string Id,
    string Status,
    string? Reason,
    long Rows,
    long Accepted,
    long Duplicates,
    long Ignored,
    long Rejected,
    IReadOnlyList<KeyValuePair<string, long>> Codes,
    IReadOnlyList<RowProblem> Problems,
    long ProblemsTotal,
    string? Link)
{
    private const int MostProblems = 20;

    public bool IsCompleted => Status == "completed";

    /// <summary>An upload that ended before its file did; an app of today answers 503 instead.</summary>
    public bool IsInterrupted => Status == "interrupted";

    /// <summary>Whether the app is done with the file. An interrupted upload is not: it has to be sent again.</summary>
    public bool IsFinal => Status is "completed" or "failed";

    /// <returns>Null when the text is not a report.</returns>
    public static PushReport? TryParse(byte[] json)
    {
        var root = Json.Parse(json);
        return root.Text("report_id") is { } id && root.Text("status") is { } status ? Read(root, id, status) : null;
    }

    /// <summary>For a person: how many rows ended how, then the first problems.</summary>
    public void Print(Terminal terminal, Uri app)
    {
        var counts = Counts().Select(count => (string[])[count.Name, count.Count.ToString("N0", CultureInfo.InvariantCulture)]);
        terminal.Print(new TextTable(["Rows", "Count"], [.. counts], 1));
        if (Problems.Count > 0)
        {
            terminal.Print("");
            terminal.Print(new TextTable(
                ["Line", "Field", "Code", "Message"],
                [.. Problems.Take(MostProblems).Select(problem => (string[])[problem.Place, problem.Field, problem.Code, problem.Message])],
                0));
            var others = ProblemsTotal - Math.Min(Problems.Count, MostProblems);
            if (others > 0)
                terminal.Print(string.Create(CultureInfo.InvariantCulture, $"and {others:N0} more in the report."));
        }
        if (Link is { } link)
            terminal.Print($"Report: {new Uri(app, link)}");
    }

    private static PushReport Read(JsonElement root, string id, string status) => new(
        id,
        status,
        root.Text("reason"),
        root.Number("rows"),
        root.Number("accepted"),
        root.Number("duplicates"),
        root.Number("ignored"),
        root.Number("rejected"),
        root.Find("by_code", JsonValueKind.Object) is { } codes
            ? [.. codes.EnumerateObject().Select(code => KeyValuePair.Create(code.Name, codes.Number(code.Name)))]
            : [],
        [.. root.List("problems").Select(RowProblem.Read)],
        root.Number("problems_total"),
        root.Text("report"));

    private (string Name, long Count)[] Counts() =>
    [
        ("read", Rows),
        ("accepted", Accepted),
        ("duplicate", Duplicates),
        ("ignored", Ignored),
        ("rejected", Rejected),
        .. Codes.OrderByDescending(code => code.Value).Select(code => ($"  {code.Key}", code.Value)),
    ];
}

/// <summary>What is wrong with one row. It never holds the value.</summary>
internal sealed record RowProblem(long Line, string Field, string Code, string Message)
{
    public string Place => Line > 0 ? Line.ToString(CultureInfo.InvariantCulture) : "";

    public static RowProblem Read(JsonElement json) =>
        new(json.Number("line"), json.Text("field") ?? "", json.Text("code") ?? "", json.Text("message") ?? "");
}

/// <summary>The body of a refusal: problem+json with a title, a detail, and errors that have a code each.</summary>
internal sealed record ProblemBody(IReadOnlyList<string> Lines, IReadOnlyList<string> Codes)
{
    public bool IsEmpty => Lines.Count == 0;

    /// <returns>Nothing in it, when the body is anything else.</returns>
    public static ProblemBody Read(byte[] body)
    {
        var root = Json.Parse(body);
        RowProblem[] errors = [.. root.List("errors").Select(RowProblem.Read)];
        string?[] head = [root.Text("title"), root.Text("detail")];
        return new ProblemBody(
            [
                .. head.OfType<string>().Except(errors.Select(error => error.Message)),
                .. errors.Select(error => $"{error.Code}: {error.Message}").Distinct(),
            ],
            [.. errors.Select(error => error.Code)]);
    }
}
