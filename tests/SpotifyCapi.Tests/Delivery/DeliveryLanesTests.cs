using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Delivery;

public sealed class DeliveryLanesTests : IDisposable
{
    private readonly DeliveryLanes lanes = new(
        [DeliveryParts.Destination, DeliveryParts.Destination with { Name = "other", MaxRequestsPerSecond = 7 }], new BreakerOptions(), new ManualTime());

    public void Dispose() => lanes.Dispose();

    [Theory]
    [InlineData("main")]
    [InlineData("MAIN")]
    public void Lane_IsFoundByNameWhateverTheCase(string name) => Assert.Same(DeliveryParts.Destination, lanes.Find(name)?.Destination);

    [Fact]
    public void UnknownDestination_HasNoLane() => Assert.Null(lanes.Find("gone"));

    [Fact]
    public void SickDestination_LeavesTheOthersAlone()
    {
        lanes.Find("main")!.Breaker.Record(default, new DeliveryOutcome.Paused(DeliveryReasons.Unauthorized));
        lanes.Find("main")!.Budget.Record(limited: true);

        Assert.Equal(DestinationStatus.Ok, lanes.Find("other")!.Breaker.State.Status);
        Assert.Equal(7, lanes.Find("other")!.Budget.Rate);
        Assert.Equal(2, lanes.All.Count);
    }
}
