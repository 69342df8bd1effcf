using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class PreviewChoicesTests
{
    [Fact]
    public void Choices_AreTheConfiguredSourcesAndDestinations()
    {
        var choices = PreviewChoices.Of(Configured.Load());

        Assert.Equal([new PreviewDestination("main", "CapiDirect")], choices.Destinations);
        Assert.Equal([new PreviewSource("shop", "Shopify", "main")], choices.Sources);
        Assert.Equal("main", choices.DefaultDestination);
    }

    [Fact]
    public void SeveralDestinationsAndNoDefault_LeaveTheChoiceOpen() => Assert.Null(
        PreviewChoices.Of(Configured.Load(
            ("Sources__shop__Destination", "main"), ("Destinations__two__ConnectionId", Configured.Connection), ("Destinations__two__TokenSecret", "main-token"))).DefaultDestination);
}
