using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Tests.Time;

namespace SpotifyCapi.Tests.Delivery;

public sealed class DestinationPipelinesTests : IDisposable
{
    private readonly DestinationPipelines pipelines = new(
        [DeliveryParts.Destination, DeliveryParts.Destination with { Name = "other", MaxRequestsPerSecond = 7 }], new BreakerOptions(), new ManualTime());

    public void Dispose() => pipelines.Dispose();

    [Theory]
    [InlineData("main")]
    [InlineData("MAIN")]
    public void Pipeline_is_found_by_name_whatever_the_case(string name) => Assert.Same(DeliveryParts.Destination, pipelines.Find(name)?.Destination);

    [Fact]
    public void Unknown_destination_has_no_pipeline() => Assert.Null(pipelines.Find("gone"));

    [Fact]
    public void Unhealthy_destination_leaves_the_others_alone()
    {
        pipelines.Find("main")!.Breaker.Record(default, new DeliveryOutcome.Paused(DeliveryReasons.Unauthorized));
        pipelines.Find("main")!.Budget.Record(429);

        Assert.Equal(DestinationStatus.Ok, pipelines.Find("other")!.Breaker.State.Status);
        Assert.Equal(7, pipelines.Find("other")!.Budget.Rate);
        Assert.Equal(2, pipelines.All.Count);
    }
}
