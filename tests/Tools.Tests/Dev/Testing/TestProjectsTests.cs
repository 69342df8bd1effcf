using Dev.Testing;

namespace Tools.Tests.Dev.Testing;

public sealed class TestProjectsTests
{
    [Fact]
    public void Solution_gives_its_test_projects_in_order_but_the_longest_first()
    {
        const string Solution = """
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "SpotifyCapi", "src\SpotifyCapi\SpotifyCapi.csproj", "{1}"
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "B.Tests", "tests\B.Tests\B.Tests.csproj", "{2}"
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "A.Tests", "tests\A.Tests\A.Tests.csproj", "{3}"
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "Browser.Tests", "tests\Browser.Tests\Browser.Tests.csproj", "{4}"
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "EndToEnd.Tests", "tests\EndToEnd.Tests\EndToEnd.Tests.csproj", "{5}"
            """;

        Assert.Equal(["EndToEnd.Tests", "Browser.Tests", "B.Tests", "A.Tests"], TestProjects.In(Solution));
    }
}

public sealed class TrxFileTests
{
    private const string Mixed = """
        <?xml version="1.0" encoding="utf-8"?>
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">
          <Results>
            <UnitTestResult testName="A.Works" outcome="Passed" />
            <UnitTestResult testName="A.Breaks" outcome="Failed">
              <Output><ErrorInfo>
                <Message>Assert.Equal() Failure
        Expected: 1</Message>
                <StackTrace>at A.Breaks() in A.cs:line 3</StackTrace>
              </ErrorInfo></Output>
            </UnitTestResult>
            <UnitTestResult testName="A.Skipped" outcome="NotExecuted" />
          </Results>
          <ResultSummary outcome="Failed">
            <Counters total="3" executed="2" passed="1" failed="1" error="0" timeout="0" aborted="0" notExecuted="0" />
          </ResultSummary>
        </TestRun>
        """;

    private static readonly TestSummary Read = TrxFile.Read(new StringReader(Mixed));

    [Fact]
    public void Counters_are_read() => Assert.Equal((1, 1, 1), (Read.Passed, Read.Failed, Read.Skipped));

    [Fact]
    public void Failed_test_has_its_name_message_and_stack()
    {
        var failure = Assert.Single(Read.Failures);

        Assert.Equal("A.Breaks", failure.Name);
        Assert.Equal(["Assert.Equal() Failure", "Expected: 1", "at A.Breaks() in A.cs:line 3"], failure.Lines);
    }

    [Fact]
    public void Timeout_and_abort_are_failures()
    {
        var summary = TrxFile.Read(new StringReader(Mixed.Replace("timeout=\"0\" aborted=\"0\"", "timeout=\"1\" aborted=\"1\"", StringComparison.Ordinal).Replace("total=\"3\"", "total=\"5\"", StringComparison.Ordinal)));

        Assert.Equal((3, 1), (summary.Failed, summary.Skipped));
    }

    [Fact]
    public void Sum_adds_every_project()
    {
        var sum = Read + Read + TestSummary.Empty;

        Assert.Equal("2 passed, 2 failed, 2 skipped", sum.ToString());
        Assert.Equal(2, sum.Failures.Count);
    }

    [Fact]
    public void Nothing_skipped_is_not_mentioned() => Assert.Equal("4 passed, 0 failed", new TestSummary(4, 0, 0, []).ToString());

    [Fact]
    public void No_tests_at_all_is_no_success() => Assert.False(TestSummary.Empty.IsSuccess);

    [Fact]
    public void One_failure_is_no_success() => Assert.False(new TestSummary(100, 1, 0, []).IsSuccess);

    [Fact]
    public void Passed_tests_are_a_success() => Assert.True(new TestSummary(1, 0, 2, []).IsSuccess);
}

public sealed class SecondTryTests
{
    [Fact]
    public void Few_failures_of_processes_run_once_more_by_name()
    {
        var filters = SecondTry.Filters(new Dictionary<string, TestSummary>
        {
            ["EndToEnd.Tests"] = Failed(new("A.Waits(limit: 3)", ["Not within 60 s", "at A.Waits() where nothing is lost"]), new("A.Waits(limit: 4)", ["Not within 60 s"])),
            ["Tools.Tests"] = Failed(new TestFailure("B.Starts", ["503"])),
            ["SpotifyCapi.Tests"] = new(9, 0, 0, []),
        });

        Assert.Equal(new Dictionary<string, string> { ["EndToEnd.Tests"] = "FullyQualifiedName~A.Waits", ["Tools.Tests"] = "FullyQualifiedName~B.Starts" }, filters);
    }

    [Theory]
    [InlineData("1 lost, 0 unexpected")]
    [InlineData("Expected no duplicates")]
    public void Wrong_balance_stands(string said) => Assert.Empty(Filters("EndToEnd.Tests", new TestFailure("A.Counts", [said])));

    [Fact]
    public void What_computes_stands() => Assert.Empty(Filters("SpotifyCapi.Tests", new TestFailure("A.Hashes", ["Expected: 1"])));

    [Fact]
    public void Process_that_ended_stands() => Assert.Empty(Filters("EndToEnd.Tests", new TestFailure("EndToEnd.Tests did not finish", []) { IsTest = false }));

    [Fact]
    public void More_than_a_few_failures_stand() =>
        Assert.Empty(Filters("EndToEnd.Tests", [.. Enumerable.Repeat(new TestFailure("A.Waits", ["Not within 60 s"]), SecondTry.Most + 1)]));

    private static TestSummary Failed(params TestFailure[] failures) => new(5, failures.Length, 0, failures);

    private static IReadOnlyDictionary<string, string> Filters(string project, params TestFailure[] failures) =>
        SecondTry.Filters(new Dictionary<string, TestSummary> { [project] = Failed(failures) });
}
