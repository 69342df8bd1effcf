using SpotifyCapi.Codes;
using SpotifyCapi.Delivery;
using SpotifyCapi.Spotify;

namespace SpotifyCapi.Tests.Delivery;

/// <summary>docs/delivery.md says what the code does.</summary>
public sealed class DeliveryDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "delivery.md")).ReplaceLineEndings("\n");

    [Fact]
    public void Outcome_table_is_printed_from_the_code() =>
        Assert.True(Document.Contains(Table(), StringComparison.Ordinal), "docs/delivery.md should hold:\n" + Table());

    [Fact]
    public void Every_reason_is_documented() => Assert.All(DeliveryReasons.All, reason => Assert.Contains($"`{reason}`", Document, StringComparison.Ordinal));

    private static string Table()
    {
        var statuses = Enumerable.Range(200, 400).Select(status => (Status: status, Answer: (SpotifyAnswer)new SpotifyAnswer.Responded(status, null, null, null)));
        var rows = statuses.GroupBy(item => (OutcomeTable.Judge(item.Answer, 2), OutcomeTable.Judge(item.Answer, 1)))
            .Select(group => (Label: Label([.. group.Select(item => item.Status)]), group.Key))
            .OrderBy(row => row.Label.StartsWith("any", StringComparison.Ordinal)).ThenBy(row => row.Label, StringComparer.Ordinal)
            .Select(row => Row(row.Label, row.Key.Item1, row.Key.Item2));
        var failures = Enum.GetValues<NetworkFailure>()
            .Select(failure => new SpotifyAnswer.Failed(failure))
            .Select(answer => Row($"no answer: {answer.Reason.ToString().ToLowerInvariant()}", OutcomeTable.Judge(answer, 2), OutcomeTable.Judge(answer, 1)));
        return string.Join('\n', ["| Answer | Several events | One event | Reason |", "|---|---|---|---|", .. rows, .. failures]);
    }

    private static string Row(string label, DeliveryOutcome several, DeliveryOutcome alone) =>
        $"| {label} | {Word(several)} | {Word(alone)} | {(Reason(alone) is { } reason ? $"`{reason}`" : "")} |";

    private static string Label(int[] statuses) =>
        statuses.Length > 200 ? "any other status"
        : statuses.Length == statuses[^1] - statuses[0] + 1 && statuses.Length > 2 ? $"{statuses[0]} to {statuses[^1]}"
        : string.Join(", ", statuses);

    private static string Word(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Delivered => "delivered",
        DeliveryOutcome.Retry => "deferred",
        DeliveryOutcome.Rejected => "dead letter",
        DeliveryOutcome.Split => "split",
        _ => "destination paused",
    };

    private static string? Reason(DeliveryOutcome outcome) => outcome switch
    {
        DeliveryOutcome.Retry(var reason, _) => reason,
        DeliveryOutcome.Rejected(var reason) => reason,
        DeliveryOutcome.Split(var reason) => reason,
        DeliveryOutcome.Paused(var reason) => reason,
        _ => null,
    };
}
