using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SpotifyCapi.Codes;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Functions;

/// <summary>The answer to a replay that could not finish: 503 that says how far it came and how to go on without sending anything twice.</summary>
internal static class HaltedReplay
{
    /// <summary>503 with what was done; null when the replay is finished.</summary>
    /// <param name="done">What the replay did.</param>
    /// <param name="again">Whether letters were asked for that had been replayed before.</param>
    /// <param name="response">For the time after which to come back.</param>
    public static IResult? Of(ReplayJson done, bool again, HttpResponse response)
    {
        if (done is { NotQueued: 0, NotMarked: 0 })
            return null;

        const int Status = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = "5";
        var detail = $"{done.Replayed} of {done.Replayed + done.NotQueued} dead letters are back in the queue; {Why(done)} {HowToGoOn(done, again)}";
        var problem = new ReplayProblemJson(
            "about:blank",
            ReasonPhrases.GetReasonPhrase(Status),
            Status,
            detail,
            [new ValidationError(done.NotMarked > 0 ? ErrorCodes.StorageUnavailable : ErrorCodes.QueueUnavailable, string.Empty, detail)],
            done.Replayed,
            done.Results);
        return Answers.Json(problem, DeadLetterJsonContext.Default.ReplayProblemJson, Status, "application/problem+json");
    }

    private static string Why(ReplayJson done) => done.NotMarked > 0
        ? $"{done.NotMarked} of them could not be marked, since the storage does not answer now."
        : "the queue does not take the others now.";

    // Only a mark makes a replay pass a letter over, and one that was asked for again is not passed over at all.
    private static string HowToGoOn(ReplayJson done, bool again) => again || done.NotMarked > 0
        ? $"To go on, ask for the ids whose status is {ReplayStatus.NotQueued}: no other is sent once more."
        : "To go on, ask for the same again: those that are back are passed over.";
}
