using System.Text;
using Dev.Push;

namespace Tools.Tests.Dev.Push;

public sealed class PushReportTests
{
    [Fact]
    public void Report_is_read_whole()
    {
        var report = PushReport.TryParse(Encoding.UTF8.GetBytes(Reports.Completed))!;

        Assert.Equal(("r-1", true, true, 2), (report.Id, report.IsCompleted, report.IsFinal, report.ProblemsTotal));
        Assert.Equal([("amount_missing", 1), ("email_invalid", 1)], report.Codes.Select(code => (code.Key, code.Value)));
        Assert.Equal(new RowProblem(3, "value", "amount_missing", "A purchase has no amount."), report.Problems[0]);
        Assert.Equal("/api/offline-conversions/pos/reports/r-1", report.Link);
    }

    [Theory]
    [InlineData("running", false)]
    [InlineData("interrupted", false)]
    [InlineData("completed", true)]
    [InlineData("failed", true)]
    public void Status_says_whether_the_app_is_done(string status, bool final) =>
        Assert.Equal(final, PushReport.TryParse(Encoding.UTF8.GetBytes($$"""{"report_id":"r","status":"{{status}}"}"""))!.IsFinal);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"report_id":1,"status":"running"}""")]
    [InlineData("<html>sign in</html>")]
    public void Anything_else_is_no_report(string text) => Assert.Null(PushReport.TryParse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Fields_of_another_shape_count_as_missing()
    {
        var report = PushReport.TryParse("""{"report_id":"r","status":"completed","rows":"many","by_code":[],"problems":{},"report":5}"""u8.ToArray())!;

        Assert.Equal((0, 0, 0, null), (report.Rows, report.Codes.Count, report.Problems.Count, report.Link));
    }
}
