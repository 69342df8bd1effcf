using Dev.Demo;

namespace Tools.Tests.Dev.Demo;

public sealed class AppLogLineTests
{
    private const string Warning =
        """{"Timestamp":"2026-01-23T12:34:56Z","EventId":7,"LogLevel":"Warning","Category":"SpotifyCapi.Delivery","Message":"Spotify answered 503","State":{"Status":503}}""";

    [Fact]
    public void JSON_line_is_read() => Assert.Equal(new AppLogLine("Warning", "SpotifyCapi.Delivery", "Spotify answered 503"), AppLogLine.TryParse(Warning));

    [Fact]
    public void Exception_is_told_by_its_cause_in_one_line() => Assert.Equal(
        "Error: Executed (Function.Deliver) System.TimeoutException: too long",
        AppLogLine.TryParse("""{"LogLevel":"Error","Category":"Function.Deliver","Message":"Executed","Exception":"Some.Wrapper: failed\r\n ---> System.TimeoutException: too long\r\n   at X.Y()"}""")?.ToString());

    [Theory]
    [InlineData("Unhandled exception. System.InvalidOperationException: no")]
    [InlineData("{ not json")]
    [InlineData("""{"LogLevel":"Warning"}""")]
    [InlineData("")]
    public void Other_line_is_not_a_log_line(string line) => Assert.Null(AppLogLine.TryParse(line));

    [Theory]
    [InlineData("Information", false)]
    [InlineData("Debug", false)]
    [InlineData("Warning", true)]
    [InlineData("Error", true)]
    [InlineData("Critical", true)]
    public void Warning_or_worse_is_told(string level, bool expected) => Assert.Equal(expected, new AppLogLine(level, "", "").IsWarningOrWorse);

    [Fact]
    public void Lines_for_a_person_keep_what_is_not_of_the_log() => Assert.Equal(
        ["Warning: Spotify answered 503 (SpotifyCapi.Delivery)", "   at Program.Main()"],
        AppLog.Readable([Warning, "   at Program.Main()"]));
}
