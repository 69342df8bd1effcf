using Dev.Checkout;

namespace Dev.Tests.Checkout;

public sealed class NodeVersionTests
{
    [Theory]
    [InlineData("v20.0.0")]
    [InlineData("v22.11.0\n")]
    public void NewEnough_IsNoProblem(string printed) => Assert.Null(NodeVersion.Check(printed));

    [Theory]
    [InlineData("v18.19.1")]
    [InlineData("node: error while loading shared libraries")]
    public void TooOldOrUnreadable_IsAProblemThatShowsIt(string printed) =>
        Assert.Contains(printed, NodeVersion.Check(printed)?.Message, StringComparison.Ordinal);

    [Fact]
    public void NoNode_IsAProblemThatSaysWhereToGetIt() => Assert.Contains("https://nodejs.org", NodeVersion.Check(null)?.Message, StringComparison.Ordinal);
}
