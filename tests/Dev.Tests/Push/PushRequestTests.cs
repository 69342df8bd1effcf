using Dev.Push;

namespace Dev.Tests.Push;

public sealed class PushRequestTests
{
    private static readonly PushRequest Plain = new() { File = "orders.csv", Source = "pos", App = new Uri("http://127.0.0.1:7071") };

    [Theory]
    [InlineData(1, false, null, "Http")]
    [InlineData(103_809_024, false, null, "Http")]
    [InlineData(103_809_025, false, null, "Container")]
    [InlineData(1, true, null, "Container")]
    [InlineData(1, false, "Container", "Container")]
    [InlineData(1, true, "Http", "Http")]
    public void Way_FollowsTheSizeUnlessThePersonSaysOtherwise(long length, bool containerNamed, string? via, string expected)
    {
        var request = Plain with { ContainerUrl = containerNamed ? "https://x.example/c?sig=1" : null, Via = via is null ? null : Enum.Parse<PushVia>(via) };

        Assert.Equal(Enum.Parse<PushVia>(expected), request.Choose(length));
    }
}
