using Dev.Checkout;

namespace Tools.Tests.Dev.Checkout;

public sealed class ChromiumPlanTests
{
    [Theory]
    [InlineData("chromium", null)]
    [InlineData("google-chrome", null)]
    [InlineData("nothing", "/opt/chrome/chrome")]
    public void Browser_that_is_there_needs_nothing(string program, string? named)
    {
        var plan = ChromiumPlan.For(name => name == program, named, isRoot: true);

        Assert.Empty(plan.Commands);
        Assert.Null(plan.Problem);
    }

    [Fact]
    public void Missing_browser_is_installed_by_root()
    {
        var plan = ChromiumPlan.For(name => name == "apt-get", null, isRoot: true);

        Assert.Equal(["apt-get update -q", "apt-get install -y -q --no-install-recommends chromium"], plan.Commands.Select(command => string.Join(' ', command)));
        Assert.Null(plan.Problem);
    }

    [Fact]
    public void Missing_browser_is_installed_with_sudo_that_asks_no_password()
    {
        var plan = ChromiumPlan.For(name => name is "apt-get" or "sudo", "", isRoot: false);

        Assert.All(plan.Commands, command => Assert.Equal(["sudo", "-n", "apt-get"], command.Take(3)));
        Assert.Equal(2, plan.Commands.Count);
    }

    [Theory]
    [InlineData("apt-get", false)]
    [InlineData("sudo", false)]
    [InlineData("brew", true)]
    public void Missing_browser_that_cannot_be_installed_is_a_problem_that_says_what_to_do(string program, bool isRoot)
    {
        var plan = ChromiumPlan.For(name => name == program, null, isRoot);

        Assert.Empty(plan.Commands);
        Assert.Contains("apt-get install chromium", plan.Problem?.Message, StringComparison.Ordinal);
    }
}
