using System.Globalization;
using Dev.Output;

namespace Dev.Push;

/// <summary>The report for a person: how many rows ended how, then the first problems.</summary>
internal static class ReportView
{
    private const int MostProblems = 20;

    public static void Print(Terminal terminal, PushReport report, Uri app)
    {
        terminal.Print(new TextTable(["Rows", "Count"], Counts(report), 1));
        if (report.Problems.Count > 0)
        {
            var shown = report.Problems.Take(MostProblems).ToArray();
            terminal.Print("");
            terminal.Print(new TextTable(
                ["Line", "Field", "Code", "Message"],
                [.. shown.Select(problem => (string[])[problem.Place, problem.Field, problem.Code, problem.Message])],
                0));
            if (report.ProblemsTotal > shown.Length)
                terminal.Print(string.Create(CultureInfo.InvariantCulture, $"and {report.ProblemsTotal - shown.Length:N0} more in the report."));
        }
        if (report.Link is { } link)
            terminal.Print($"Report: {new Uri(app, link)}");
    }

    private static IReadOnlyList<string>[] Counts(PushReport report)
    {
        (string Name, long Count)[] counts =
        [
            ("read", report.Rows),
            ("accepted", report.Accepted),
            ("here before", report.Duplicates),
            ("ignored", report.Ignored),
            ("rejected", report.Rejected),
            .. report.Codes.OrderByDescending(code => code.Value).Select(code => ($"  {code.Key}", code.Value)),
        ];
        return [.. counts.Select(count => (string[])[count.Name, count.Count.ToString("N0", CultureInfo.InvariantCulture)])];
    }
}
