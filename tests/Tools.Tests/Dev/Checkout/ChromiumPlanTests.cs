using Dev.Checkout;

namespace Tools.Tests.Dev.Checkout;

public sealed class ChromiumPlanTests
{
    [Theory]
    [InlineData("chromium", null)]
    [InlineData("google-chrome", null)]
    [InlineData("nothing", "/opt/chrome/chrome")]
    public void BrowserThatIsThere_NeedsNothing(string program, string? named)
    {
        var plan = ChromiumPlan.For(name => name == program, named, isRoot: true);

        Assert.Empty(plan.Commands);
        Assert.Null(plan.Problem);
    }

    [Fact]
    public void MissingBrowser_IsInstalledByRoot()
    {
        var plan = ChromiumPlan.For(name => name == "apt-get", null, isRoot: true);

        Assert.Equal(["apt-get update -q", "apt-get install -y -q --no-install-recommends chromium"], plan.Commands.Select(command => string.Join(' ', command)));
        Assert.Null(plan.Problem);
    }

    [Fact]
    public void MissingBrowser_IsInstalledWithSudoThatAsksNoPassword()
    {
        var plan = ChromiumPlan.For(name => name is "apt-get" or "sudo", "", isRoot: false);

        Assert.All(plan.Commands, command => Assert.Equal(["sudo", "-n", "apt-get"], command.Take(3)));
        Assert.Equal(2, plan.Commands.Count);
    }

    [Theory]
    [InlineData("apt-get", false)]
    [InlineData("sudo", false)]
    [InlineData("brew", true)]
    public void MissingBrowserThatCannotBeInstalled_IsAProblemThatSaysWhatToDo(string program, bool isRoot)
    {
        var plan = ChromiumPlan.For(name => name == program, null, isRoot);

        Assert.Empty(plan.Commands);
        Assert.Contains("apt-get install chromium", plan.Problem?.Message, StringComparison.Ordinal);
    }
}
