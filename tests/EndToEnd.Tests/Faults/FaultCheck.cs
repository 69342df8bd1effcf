using System.Text;
using Azure.Storage.Blobs;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>What must hold after every fault, and the line that says how it went.</summary>
public sealed class FaultCheck(Scenario scenario, ITestOutputHelper output, string name)
{
    private const int BlobsRead = 200;

    private readonly UnsureSteps unsure = new(scenario);
    private long faultEnded = TimeProvider.System.GetTimestamp();

    /// <summary>Whether events may be sent again that Spotify took without its answer being heard; not where that is what the bound counts.</summary>
    public bool CountsUnheard { get; init; } = true;

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

    /// <summary>The most events that steps of the app or its host may have repeated, of which neither knew whether they had been done.</summary>
    public long RepeatedByUnsureSteps(FaultLoad load) => (long)unsure.Count() * load.MostPerMessage;

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
        var (late, unanswered, unheard) = (RepeatedByUnsureSteps(load), load.Unsure.Values.Sum(), CountsUnheard ? Unheard(sent) : 0);
        var most = mostDuplicates + late + unanswered + unheard;
        Assert.True(
            most is null || balance.Duplicates <= most,
            $"{balance}; at most {most} may be: {late} by unsure steps, {unanswered} sent without a clear answer, {unheard} whose answer was not waited for");
        ListedLetter[] own = [.. letters.Where(letter => sent.Contains(letter.EventId ?? ""))];
        HaveOneReason(own);
        await CanariesStayAsync(load, own);
        return balance;
    }

    private long Unheard(HashSet<string> sent) => scenario.Spotify.Received.Requests.Where(request => request.Accepted && request.Answered != true)
        .Sum(request => request.Events.LongCount(received => sent.Contains(received.Id!)));

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

    // What Spotify takes as it is stands in the dead letters too, since a replay sends the same bytes; nobody else is to see it.
    private async Task CanariesStayAsync(FaultLoad load, ListedLetter[] own)
    {
        var secrets = new Canaries();
        foreach (var secret in (string[])[ScenarioSettings.Token, ScenarioSettings.WebhookSecret, ScenarioSettings.FunctionKey])
            secrets.Add("secret", secret);
        var journal = await BlobsAsync("delivery-journal");
        string[] listed = scenario.App.HasExited ? [] : [(await scenario.GetAsync("/api/dead-letters?limit=1000")).Text];
        var bodies = await BodiesAsync(own);
        Assert.True(own.Length == 0 || bodies.Count > 0, "No dead letter could be looked into.");
        var requests = scenario.Spotify.Received.Requests.TakeLast(BlobsRead).Where(request => request.Body is not null)
            .Select(request => Encoding.UTF8.GetString(request.Body!.Value.Span)).ToArray();

        foreach (var canaries in (Canaries[])[load.Canaries, secrets])
        {
            canaries.AreNotIn(scenario.App.Output.Lines, "the log");
            canaries.AreNotIn(await Queues.PeekAsync(scenario.Queues.Poison), "the poison queue");
            canaries.AreNotIn(bodies.Concat(listed), "the dead letters");
            canaries.AreNotIn(journal, "the journal");
            canaries.AreNotIn(requests, "a request to Spotify");
        }

        load.Addresses.AreNotIn(scenario.App.Output.Lines, "the log");
        load.Addresses.AreNotIn(listed, "the list of dead letters");
        load.Addresses.AreNotIn(journal, "the journal");
    }

    private async Task<IReadOnlyList<string>> BodiesAsync(ListedLetter[] letters)
    {
        var client = new BlobContainerClient(scenario.Storage, "dead-letters");
        var texts = new List<string>();
        foreach (var letter in letters.Take(BlobsRead / 2).Concat(letters.Skip(Math.Max(BlobsRead / 2, letters.Length - (BlobsRead / 2)))))
            texts.Add((await client.GetBlobClient(letter.Id).DownloadContentAsync()).Value.Content.ToString());
        return texts;
    }

    // The newest, since a scenario may have seen other tests before.
    private async Task<IReadOnlyList<string>> BlobsAsync(string container)
    {
        var client = new BlobContainerClient(scenario.Storage, container);
        var texts = new List<string>();
        if (!await client.ExistsAsync())
            return texts;
        var names = new List<(string Name, DateTimeOffset? Written)>();
        await foreach (var blob in client.GetBlobsAsync())
            names.Add((blob.Name, blob.Properties.LastModified));
        foreach (var (name, _) in names.OrderByDescending(blob => blob.Written).Take(BlobsRead))
            texts.Add((await client.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToString());
        return texts;
    }
}
