using SpotifyCapi.Codes;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Http;

public sealed class AnswersTests
{
    /// <summary>Statuses of the events, whether the queue has confirmed, whether the sender is a platform, and the answer's status.</summary>
    public static TheoryData<IntakeStatus[], bool, bool, int> Matrix { get; } = new()
    {
        { [IntakeStatus.Accepted], true, false, 202 },
        { [IntakeStatus.Accepted], true, true, 202 },
        { [IntakeStatus.Accepted, IntakeStatus.Rejected, IntakeStatus.Ignored], true, false, 202 },
        { [IntakeStatus.Ignored], true, false, 200 },
        { [IntakeStatus.Duplicate], true, false, 200 },
        { [IntakeStatus.Rejected], true, false, 400 },
        { [IntakeStatus.Rejected, IntakeStatus.Ignored], true, false, 400 },
        { [IntakeStatus.Rejected], true, true, 200 },
        { [IntakeStatus.Accepted], false, false, 503 },
        { [IntakeStatus.Accepted, IntakeStatus.Rejected], false, true, 503 },
    };

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Status_follows_from_the_events(IntakeStatus[] statuses, bool stored, bool platform, int expected)
    {
        var context = Builders.Http.Context();
        var report = new IntakeReport([.. statuses.Select((status, index) => Result(index, status))], stored);

        var answer = await Answers.Intake(report, context.Response, platform).SeenAsync(context);

        Assert.Equal(expected, answer.Status);
        Assert.Equal(expected < 400 ? "application/json" : "application/problem+json", answer.ContentType);
        Assert.Equal(expected == 503, answer.Headers.ContainsKey("Retry-After"));
    }

    [Fact]
    public async Task Answer_counts_and_names_each_event()
    {
        var context = Builders.Http.Context();
        var report = new IntakeReport([Result(0, IntakeStatus.Accepted), Result(1, IntakeStatus.Rejected), Result(2, IntakeStatus.Ignored)], IsStored: true);

        var answer = await Answers.Intake(report, context.Response).SeenAsync(context);

        Assert.Equal(
            """
            {"accepted":1,"duplicates":0,"ignored":1,"rejected":1,"results":[{"index":0,"event_id":"id-0","status":"accepted"},
            {"index":1,"event_id":"id-1","status":"rejected","errors":[{"code":"amount_missing","field":"value","message":"Ü"}]},
            {"index":2,"event_id":"id-2","status":"ignored","reason":"unmapped_event"}]}
            """.ReplaceLineEndings(""),
            answer.Text);
    }

    [Fact]
    public async Task Refused_batch_is_a_problem_with_errors_and_results()
    {
        var answer = await Answers.Intake(new IntakeReport([Result(0, IntakeStatus.Rejected)], IsStored: true), Builders.Http.Context().Response).SeenAsync();

        Assert.Equal((400, "Bad Request"), (answer.Json.GetProperty("status").GetInt32(), answer.Json.GetProperty("title").GetString()));
        Assert.Equal(["amount_missing"], answer.Codes);
        Assert.Equal(["rejected"], answer.Results);
    }

    [Fact]
    public async Task Event_id_that_is_an_address_is_not_repeated()
    {
        var result = new IntakeResult(
            0, "jane@example.com", IntakeStatus.Rejected, Errors: [new ValidationError(ErrorCodes.EventIdIsPersonal, "event_id", "No.")]);

        var answer = await Answers.Intake(new IntakeReport([result], IsStored: true), Builders.Http.Context().Response).SeenAsync();

        Assert.DoesNotContain("jane@", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unauthorized_says_nothing()
    {
        var answer = await Answers.Unauthorized().SeenAsync();

        Assert.Equal((401, null, ""), (answer.Status, answer.ContentType, answer.Text));
    }

    private static IntakeResult Result(int index, IntakeStatus status) => new(
        index,
        $"id-{index}",
        status,
        status == IntakeStatus.Ignored ? IgnoreReasons.UnmappedEvent : null,
        status == IntakeStatus.Rejected ? [new ValidationError(ErrorCodes.AmountMissing, "value", "Ü")] : null);
}
