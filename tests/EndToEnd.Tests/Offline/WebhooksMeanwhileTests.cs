using EndToEnd.Tests.Harness;
using EndToEnd.Tests.OfflineFiles;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Offline;

/// <summary>A shop does not wait for the data team.</summary>
public sealed class WebhooksMeanwhileTests(ITestOutputHelper output)
{
    [Fact]
    public async Task OrdersDuringAFile_AreAcceptedAsIfItWereNotThere()
    {
        await using var scenario = await Scenario.StartAsync(new ScenarioOptions { OnDisk = true, Configure = (settings, _) => OfflineSettings.Apply(settings) });
        var pusher = new FilePusher(scenario);
        var (file, expected) = await new SalesFile(LongTests.Choose(20_000, 200_000), Seed: 5, OfflineSize.Yesterday).ToBytesAsync();
        var (slowest, accepted, refused) = (TimeSpan.Zero, 0, 0);

        var pushing = pusher.UploadAsync(file);
        do
        {
            var began = TimeProvider.System.GetTimestamp();
            var (answer, _) = await scenario.PostOrderAsync();
            var took = TimeProvider.System.GetElapsedTime(began);
            Assert.Contains(answer.Status, (int[])[202, 503]);
            slowest = took > slowest ? took : slowest;
            (accepted, refused) = answer.Status == 202 ? (accepted + 1, refused) : (accepted, refused + 1);
        }
        while (!pushing.IsCompleted);
        var pushed = await pushing;

        output.WriteLine($"{accepted} orders accepted and {refused} refused during {expected.Rows} rows, the slowest answered in {slowest.TotalMilliseconds:0} ms");
        Assert.True(pushed.Status == 202, pushed.Text);
        FileReport.Parse(pushed.Text).IsExactly(expected);

        // A storage that is slow, as on a busy machine, refuses some, file or not; a file that blocks the others would have nearly all refused.
        Assert.True(accepted > refused, $"{accepted} orders were accepted, {refused} refused.");
        scenario.Accounting.Promise(expected.AcceptedIds);
        await scenario.Queues.DrainedAsync(OfflineSize.Limit);
        var balance = await scenario.Accounting.DrawAsync();
        balance.NothingIsLost();

        // An order that was refused because its confirmation came late may be stored all the same.
        Assert.InRange(balance.Delivered, expected.Accepted + accepted, expected.Accepted + accepted + refused);
    }
}
