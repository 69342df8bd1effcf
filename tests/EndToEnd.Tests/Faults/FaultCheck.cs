using System.Text;
using Azure.Storage.Blobs;
using EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>What must hold after every fault, and the line that says how it went.</summary>
public sealed class FaultCheck(Scenario scenario, ITestOutputHelper output, string name)
{
    private const int BlobsRead = 200;

    private readonly UnsureSteps unsure = new(scenario);
    private long faultEnded = TimeProvider.System.GetTimestamp();

    /// <summary>The moment from which recovery is measured.</summary>
    public void FaultEnds() => faultEnded = TimeProvider.System.GetTimestamp();

    /// <summary>Waits until nothing waits (I4), then checks I1, I2, I3 and I5.</summary>
    /// <param name="load">What was sent.</param>
    /// <param name="mostDuplicates">What may be delivered twice by the fault itself; null: it does not matter here.</param>
    public async Task<Balance> DrainedAsync(FaultLoad load, long? mostDuplicates = null)
    {
        await scenario.Queues.DrainedAsync(FaultSize.Limit);
        var recovery = TimeProvider.System.GetElapsedTime(faultEnded);
        var letters = await DeadLetters.ListAsync(scenario);
        return await CheckAsync(load, letters, recovery, mostDuplicates);
    }

    /// <summary>I1, I2, I3 and I5 now, with what still waits.</summary>
    public async Task<Balance> CheckAsync(FaultLoad load, IReadOnlyList<ListedLetter> letters, TimeSpan recovery, long? mostDuplicates = null)
    {
        var all = await scenario.Accounting.DrawAsync(letters.Select(letter => letter.EventId).OfType<string>());
        var sent = load.Ids.ToHashSet();
        var balance = Of(sent, all, letters);
        FaultReport.Write(output, name, balance, recovery, load.Refused);
        all.NothingIsLost();
        Assert.True(sent.IsSubsetOf(scenario.Accounting.Accepted), "A client has no promise for what it sent.");

        // A busy machine confirms late, and what is not confirmed is done again; each such step is in the log or known to the client.
        var (late, refused) = (unsure.Count(), load.Refused);
        var most = mostDuplicates + ((late + refused) * load.MostPerMessage);
        Assert.True(most is null || balance.Duplicates <= most, $"{balance}; at most {most} may be: {late} unsure steps, {refused} refused requests");
        HaveOneReason(letters.Where(letter => sent.Contains(letter.EventId ?? "")));
        await CanariesStayAsync(load);
        return balance;
    }

    // A scenario may have seen other tests before.
    private Balance Of(HashSet<string> sent, Balance all, IReadOnlyList<ListedLetter> letters)
    {
        var sends = scenario.Spotify.Received.Requests.Where(request => request.Accepted)
            .SelectMany(request => request.Events).Where(received => sent.Contains(received.Id!))
            .GroupBy(received => received.Id).Select(group => group.Count()).ToArray();
        return all with
        {
            Accepted = sent.Count,
            Delivered = sends.Length,
            Duplicates = sends.Sum(count => count - 1),
            Dead = letters.Select(letter => letter.EventId).Where(id => id is not null && sent.Contains(id)).Distinct().Count(),
        };
    }

    private void HaveOneReason(IEnumerable<ListedLetter> letters)
    {
        var delivered = scenario.Accounting.Delivered();
        foreach (var letter in letters.Where(letter => !delivered.Contains(letter.EventId!)).GroupBy(letter => letter.EventId))
        {
            // A client that sent twice because its first answer was lost has two dead letters, for the same reason.
            var reasons = letter.Select(each => each.Reason).Distinct().ToArray();
            Assert.True(reasons is [{ Length: > 0 }], $"{letter.Key} was given up for: {string.Join(", ", reasons)}");
        }
    }

    private async Task CanariesStayAsync(FaultLoad load)
    {
        load.Canaries.AreNotIn(scenario.App.Output.Lines, "the log");
        load.Canaries.AreNotIn(await Queues.PeekAsync(scenario.Queues.Poison), "the poison queue");
        load.Canaries.AreNotIn(await BlobsAsync("dead-letters"), "the dead letters");
        load.Canaries.AreNotIn(await BlobsAsync("delivery-journal"), "the journal");
        load.Canaries.AreNotIn(
            scenario.Spotify.Received.Requests.TakeLast(BlobsRead).Where(request => request.Body is not null)
                .Select(request => Encoding.UTF8.GetString(request.Body!.Value.Span)),
            "a request to Spotify");
    }

    private async Task<IReadOnlyList<string>> BlobsAsync(string container)
    {
        var client = new BlobContainerClient(scenario.Azurite.ConnectionString, container);
        var texts = new List<string>();
        if (!await client.ExistsAsync())
            return texts;
        await foreach (var blob in client.GetBlobsAsync())
        {
            if (texts.Count == BlobsRead)
                break;
            texts.Add((await client.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString());
        }

        return texts;
    }
}
