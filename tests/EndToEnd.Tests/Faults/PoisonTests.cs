using Azure.Storage.Queues;
using Testing.Harness;
using Xunit.Abstractions;

namespace EndToEnd.Tests.Faults;

/// <summary>F17: messages that the host gave up, and messages that were never ours.</summary>
[Collection(FaultScenario.Name)]
public sealed class PoisonTests(FaultScenario.Fixture fixture, ITestOutputHelper output)
{
    private readonly Scenario scenario = fixture.Scenario;

    [Fact]
    public async Task Poison_message_becomes_dead_letters_that_replay_delivers_once()
    {
        string[] ids = ["poison-1", "poison-2"];
        var check = new FaultCheck(scenario, output, "F17 poison message, replayed");
        await PutAsync(scenario.Queues.Poison, Envelope(ids));
        scenario.Accounting.Promise(ids);
        var letters = await LettersAsync(letter => ids.Contains(letter.EventId), ids.Length);
        Assert.All(letters, letter => Assert.Equal(("poison", 1), (letter.Reason, letter.Attempts)));
        var request = $$"""{"ids":["{{letters[0].Id}}","{{letters[1].Id}}"]""";

        var dry = await DeadLetters.ReplayAsync(scenario, request + "}");
        Assert.Equal(["would_replay", "would_replay"], dry.Results);
        Assert.DoesNotContain(ids, scenario.Accounting.Delivered().Contains);

        check.FaultEnds();
        var first = await DeadLetters.ReplayAsync(scenario, request + ",\"dryRun\":false}");
        Assert.Equal(["replayed", "replayed"], first.Results);
        await scenario.DeliveredAsync(ids);
        Assert.Equal(["already_replayed", "already_replayed"], (await DeadLetters.ReplayAsync(scenario, request + ",\"dryRun\":false}")).Results);
        Assert.Equal(["replayed", "replayed"], (await DeadLetters.ReplayAsync(scenario, request + ",\"dryRun\":false,\"again\":true}")).Results);
        await Eventually.TrueAsync(() => ids.All(id => scenario.Spotify.Received.Find(id).Count >= 2), "both are sent once more");

        // Harmless: the same bytes under the same id (I2), which the balance checks.
        await scenario.Queues.DrainedAsync();
        Assert.All(await LettersAsync(letter => ids.Contains(letter.EventId), ids.Length), letter => Assert.Equal(2, letter.Replays));
        await check.DrainedAsync(new FaultLoad(scenario, ids), mostDuplicates: 2);
    }

    [Fact]
    public async Task Bytes_of_others_become_dead_letters_without_their_payload()
    {
        const string Canary = "somebody@example.org is nobody of ours";
        var raw = new QueueClient(scenario.Storage, "conversions");
        var before = (await DeadLetters.ListAsync(scenario, "&reason=unreadable")).Count;

        await raw.SendMessageAsync("not Base64: " + Canary);
        await PutAsync(scenario.Queues.Conversions, Canary);
        await PutAsync(scenario.Queues.Conversions, """{"v":0,"text":"somebody@example.org"}""");
        await PutAsync(scenario.Queues.Conversions, "[null]");

        var letters = await LettersAsync(letter => letter.Reason == "unreadable", before + 4);
        Assert.DoesNotContain(scenario.App.Output.Lines, line => line.Contains("somebody@", StringComparison.Ordinal));
        var replay = await DeadLetters.ReplayAsync(scenario, $$"""{"ids":["{{letters[^1].Id}}","nothing-of-this-id",""],"dryRun":false}""");
        Assert.Equal(["not_replayable", "not_found"], replay.Results);
    }

    /// <summary>It holds accepted events; that this version cannot read them is no reason to throw them away.</summary>
    [Fact]
    public async Task Envelope_of_a_newer_version_stays_in_the_queue()
    {
        var letters = (await DeadLetters.ListAsync(scenario)).Count;
        var from = scenario.App.Output.Lines.Count;
        await PutAsync(scenario.Queues.Conversions, Envelope(["newer-1"]).Replace("\"v\":1", "\"v\":3", StringComparison.Ordinal));
        await PutAsync(scenario.Queues.Conversions, Envelope(["damaged-1"]).Replace("\"Purchase\"", "\"OfALaterVersion\"", StringComparison.Ordinal));

        await Eventually.TrueAsync(() => Kept("newer version") && Kept("cannot read"), "both are put back");

        // What came up is deleted only after its copy is stored, so for a moment both are there.
        await Eventually.TrueAsync(async () => await Queues.CountAsync(scenario.Queues.Conversions) == 2, () => "the two copies are left");
        Assert.Equal(letters, (await DeadLetters.ListAsync(scenario)).Count);

        // For the tests that come after; a copy may be written while the queue is emptied.
        await Eventually.TrueAsync(
            async () =>
            {
                await scenario.Queues.Conversions.ClearMessagesAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(500));
                return await Queues.CountAsync(scenario.Queues.Conversions) == 0;
            },
            () => "the queue is empty");

        bool Kept(string why) => scenario.App.Output.Lines.Skip(from).Any(line => line.Contains(why, StringComparison.Ordinal));
    }

    private static string Envelope(IEnumerable<string> ids)
    {
        const string Digest = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";
        var events = ids.Select(id =>
            $$"""{"ev":"Purchase","name":"Order Completed","id":"{{id}}","t":1769171696000,"src":"Web","out":false,"emh":["{{Digest}}"],"amt":49.99,"cur":"USD"}""");
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return $$"""{"v":1,"dest":"main","from":"events","try":0,"first":{{now}},"events":[{{string.Join(',', events)}}]}""";
    }

    private static async Task PutAsync(QueueClient queue, string body)
    {
        await queue.CreateIfNotExistsAsync();
        await queue.SendMessageAsync(BinaryData.FromString(body));
    }

    private async Task<IReadOnlyList<ListedLetter>> LettersAsync(Func<ListedLetter, bool> wanted, int count)
    {
        IReadOnlyList<ListedLetter> found = [];
        await Eventually.TrueAsync(
            async () => (found = [.. (await DeadLetters.ListAsync(scenario)).Where(wanted)]).Count >= count, () => $"{count} dead letters ({found.Count})");
        Assert.Equal(count, found.Count);
        return found;
    }
}
