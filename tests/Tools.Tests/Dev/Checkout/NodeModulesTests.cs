using Dev.Checkout;

namespace Tools.Tests.Dev.Checkout;

public sealed class NodeModulesTests : IDisposable
{
    private const string Wanted = """
        {"packages":{"":{"name":"checkout"},"node_modules/azurite":{"version":"3.37.0"},
         "node_modules/fsevents":{"version":"2.3.3","optional":true}}}
        """;

    private readonly TemporaryFolder root = new();
    private readonly string lockFile;

    public NodeModulesTests()
    {
        lockFile = root.Write("package-lock.json", Wanted);
        root.Write("node_modules/azurite/dist/src/azurite.js", "");
    }

    public void Dispose() => root.Dispose();

    [Fact]
    public void No_node_modules_are_not_current() => Assert.False(AreCurrent());

    [Fact]
    public void Installed_after_the_lock_are_current()
    {
        Installed("{}", minutesAfterLock: 1);

        Assert.True(AreCurrent());
    }

    [Fact]
    public void Older_by_date_but_with_the_same_versions_are_current()
    {
        Installed("""{"packages":{"node_modules/azurite":{"version":"3.37.0"}}}""", minutesAfterLock: -1);

        Assert.True(AreCurrent());
    }

    [Theory]
    [InlineData("""{"packages":{"node_modules/azurite":{"version":"3.36.0"}}}""")]
    [InlineData("""{"packages":{}}""")]
    public void Older_with_another_version_are_not_current(string installed)
    {
        Installed(installed, minutesAfterLock: -1);

        Assert.False(AreCurrent());
    }

    private void Installed(string json, int minutesAfterLock) =>
        File.SetLastWriteTimeUtc(root.Write("node_modules/.package-lock.json", json), File.GetLastWriteTimeUtc(lockFile).AddMinutes(minutesAfterLock));

    private bool AreCurrent() => NodeModules.AreCurrent(new Repository(root.FullName));
}

public sealed class NodeVersionTests
{
    [Theory]
    [InlineData("v20.0.0")]
    [InlineData("v22.11.0\n")]
    public void New_enough_is_no_problem(string printed) => Assert.Null(NodeVersion.Check(printed));

    [Theory]
    [InlineData("v18.19.1")]
    [InlineData("node: error while loading shared libraries")]
    public void Too_old_or_unreadable_is_a_problem_that_shows_it(string printed) =>
        Assert.Contains(printed, NodeVersion.Check(printed)?.Message, StringComparison.Ordinal);

    [Fact]
    public void No_node_is_a_problem_that_says_where_to_get_it() => Assert.Contains("https://nodejs.org", NodeVersion.Check(null)?.Message, StringComparison.Ordinal);
}
