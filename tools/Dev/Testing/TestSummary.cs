using System.Globalization;
using System.Xml.Linq;

namespace Dev.Testing;

/// <summary>Counted tests; sums of several runs add up.</summary>
internal sealed record TestSummary(int Passed, int Failed, int Skipped, IReadOnlyList<TestFailure> Failures)
{
    public static TestSummary Empty { get; } = new(0, 0, 0, []);

    public int Total => Passed + Failed + Skipped;

    /// <summary>No failure, and something was tested at all.</summary>
    public bool IsSuccess => Failed == 0 && Passed > 0;

    public static TestSummary operator +(TestSummary left, TestSummary right) => new(
        left.Passed + right.Passed, left.Failed + right.Failed, left.Skipped + right.Skipped, [.. left.Failures, .. right.Failures]);

    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed");
        return Skipped == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}, {Skipped} skipped");
    }
}

/// <summary>A failed test and what it said.</summary>
internal sealed record TestFailure(string Name, IReadOnlyList<string> Lines)
{
    /// <summary>False when the test process itself ended or hung.</summary>
    public bool IsTest { get; init; } = true;
}

/// <summary>Reads the result file of one test project.</summary>
internal static class TrxFile
{
    private const int LinesOfStack = 6;
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
    private static readonly string[] FailureCounters = ["failed", "error", "timeout", "aborted"];

    public static TestSummary Read(TextReader reader)
    {
        var run = XDocument.Load(reader).Root ?? throw new InvalidDataException("A TRX file without a root element.");
        var counters = run.Element(Trx + "ResultSummary")?.Element(Trx + "Counters");
        if (counters is null)
            return TestSummary.Empty;
        var passed = Count(counters, "passed");
        var failed = FailureCounters.Sum(name => Count(counters, name));
        // xunit's skipped tests appear in no counter but the total.
        var skipped = Count(counters, "total") - passed - failed;
        var results = run.Element(Trx + "Results")?.Elements(Trx + "UnitTestResult") ?? [];
        return new TestSummary(passed, failed, skipped, [.. results.Where(result => (string?)result.Attribute("outcome") == "Failed").Select(Failure)]);
    }

    private static int Count(XElement counters, string name) =>
        int.Parse((string?)counters.Attribute(name) ?? "0", NumberStyles.None, CultureInfo.InvariantCulture);

    private static TestFailure Failure(XElement result)
    {
        var error = result.Element(Trx + "Output")?.Element(Trx + "ErrorInfo");
        var message = Lines(error?.Element(Trx + "Message"));
        var stack = Lines(error?.Element(Trx + "StackTrace")).Take(LinesOfStack);
        return new TestFailure((string?)result.Attribute("testName") ?? "(unnamed test)", [.. message, .. stack]);
    }

    private static string[] Lines(XElement? element) =>
        element?.Value.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
