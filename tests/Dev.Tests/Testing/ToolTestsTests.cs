using Dev.Checkout;
using Dev.Testing;

namespace Dev.Tests.Testing;

public sealed class ToolTestsTests : IDisposable
{
    private const string Project = "Dev.Tests";
    private readonly TemporaryFolder _root = new();

    public ToolTestsTests() => _root.Write("tools/Dev/A.cs", "one");

    public void Dispose() => _root.Dispose();

    [Fact]
    public void FreshClone_RunsThem() => Assert.False(Now().HavePassed(Project));

    [Fact]
    public void Passed_AreLeftOutUntilSomethingOfTheirsChanges()
    {
        Now().Remember(Project);
        Assert.True(Now().HavePassed(Project));

        _root.Write("docs/README.md", "anything");
        Assert.True(Now().HavePassed(Project));

        _root.Write("tools/Dev/A.cs", "two");
        Assert.False(Now().HavePassed(Project));
    }

    [Theory]
    [InlineData("tests/Dev.Tests/B.cs")]
    [InlineData("Directory.Packages.props")]
    [InlineData("test")]
    public void WhateverTheyDependOn_RunsThemAgain(string path)
    {
        Now().Remember(Project);

        _root.Write(path, "new");

        Assert.False(Now().HavePassed(Project));
    }

    [Fact]
    public void FileThatIsOnlyWrittenAgain_DoesNotMatter()
    {
        Now().Remember(Project);

        var path = _root.Write("tools/Dev/A.cs", "one");
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddHours(1));

        Assert.True(Now().HavePassed(Project));
    }

    [Fact]
    public void EditDuringTheRun_IsTestedTheNextTime()
    {
        var begun = Now();
        _root.Write("tools/Dev/A.cs", "two");

        begun.Remember(Project);

        Assert.False(Now().HavePassed(Project));
    }

    [Theory]
    [InlineData("SpotifyCapi.Tests")]
    [InlineData("EndToEnd.Tests")]
    public void TestsOfTheApp_AlwaysRun(string project)
    {
        Now().Remember(project);

        Assert.False(Now().HavePassed(project));
    }

    private ToolTests Now() => new(new Repository(_root.FullName));
}
