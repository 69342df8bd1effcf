using EndToEnd.Tests.OfflineFiles;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Offline;

/// <summary>A shop does not wait for the data team.</summary>
[Collection(OfflineScenario.Name)]
public sealed class WebhooksMeanwhileTests(OfflineScenario.Fixture fixture, ITestOutputHelper output)
{
    [Fact]
    public async Task Orders_during_a_file_are_accepted_as_if_it_were_not_there()
    {
        var scenario = fixture.Scenario;
        var pusher = new FilePusher(scenario);
        var (file, expected) = await new SalesFile(TestForm.Of(20_000, 200_000), Seed: 5, OfflineSize.Yesterday) { Prefix = "meanwhile" }.ToBytesAsync();
        var (slowest, refused) = (TimeSpan.Zero, 0);
        var orders = new List<string>();

        var pushing = pusher.UploadAsync(file);
        do
        {
            var began = TimeProvider.System.GetTimestamp();
            var (answer, order) = await scenario.PostOrderAsync();
            var took = TimeProvider.System.GetElapsedTime(began);
            Assert.Contains(answer.Status, (int[])[202, 503]);
            slowest = took > slowest ? took : slowest;
            if (answer.Status == 202)
                orders.Add(order);
            else
                refused++;
        }
        while (!pushing.IsCompleted);
        var pushed = await pushing;

        output.WriteLine($"{orders.Count} orders accepted and {refused} refused during {expected.Rows} rows, the slowest answered in {slowest.TotalMilliseconds:0} ms");
        Assert.True(pushed.Status == 202, pushed.Text);
        FileReport.Parse(pushed.Text).IsExactly(expected);

        // A storage that is slow, as on a busy machine, refuses some, file or not; a file that blocks the others would have nearly all refused.
        Assert.True(orders.Count > refused, $"{orders.Count} orders were accepted, {refused} refused.");
        scenario.Accounting.Promise(expected.AcceptedIds);
        await scenario.Queues.DrainedAsync(OfflineSize.Limit);
        (await scenario.Accounting.DrawAsync()).NothingIsLost();
        await scenario.DeliveredAsync([.. orders, .. expected.AcceptedIds]);
    }
}
