using System.Globalization;
using System.Net;

namespace Dev.Push;

/// <summary>An answer of the app that is not the one hoped for, as a sentence for a person.</summary>
internal static class AppProblem
{
    /// <summary>The Functions host in front of the app has less to say to a body beyond its limit, or its memory, than the app itself.</summary>
    private const long LargeBody = 32 * 1024 * 1024;

    /// <summary>Whether the host answered for a worker that ended under the request, and not for a body that is too large for it.</summary>
    /// <param name="answer">What was answered.</param>
    /// <param name="sent">Bytes of the body that it answers to.</param>
    public static bool IsOfALostWorker(HttpResponseMessage answer, long sent) =>
        answer.StatusCode == HttpStatusCode.InternalServerError && answer.Content.Headers.ContentLength == 0 && sent <= LargeBody;

    /// <param name="answer">What the app, or the host before it, answered.</param>
    /// <param name="sent">Bytes of the body that it answers to.</param>
    /// <param name="stop">The user stopped the command.</param>
    public static async Task<Problem> ReadAsync(HttpResponseMessage answer, long sent, CancellationToken stop)
    {
        var said = ProblemBody.Read(await answer.Content.ReadAsByteArrayAsync(stop));
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new Problem(
                $"The app asks for a function key. Put it into {PushEnvironment.Key}, or pass --key; in Azure it is under App keys of the function app."),
            HttpStatusCode.RequestEntityTooLarge => new Problem("The app takes no file of this size by HTTP. Push it with --via container.", said.Lines),
            HttpStatusCode.InternalServerError when said.IsEmpty && sent > LargeBody => new Problem(string.Create(
                CultureInfo.InvariantCulture,
                $"The Functions host answered 500 without a word, as it does when one request is more than it takes (100 MiB, or its memory); this one has {ByteText.Of(sent)}. "
                + $"Push it with --via container.")),
            HttpStatusCode.InternalServerError when said.IsEmpty => new Problem(
                "The Functions host answered 500 without a word, as it does when the app's process ends under a request."),
            HttpStatusCode.NotFound when said.IsEmpty => new Problem(
                "The address answers, but knows nothing of offline conversions. Is --url the app's address, without /api?"),
            var status => new Problem($"The app answered {status:D}{(said.IsEmpty ? "." : "; see above.")}", said.Lines),
        };
    }
}
