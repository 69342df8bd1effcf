using System.Net;

namespace Dev.Push;

/// <summary>An answer of the app that is not the one hoped for, as a sentence for a person.</summary>
internal static class AppProblem
{
    public static async Task<Problem> ReadAsync(HttpResponseMessage answer, CancellationToken stop)
    {
        var said = ProblemBody.Read(await answer.Content.ReadAsByteArrayAsync(stop));
        return answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => new Problem(
                $"The app asks for a function key. Put it into {PushEnvironment.Key}, or pass --key; in Azure it is under App keys of the function app."),
            HttpStatusCode.RequestEntityTooLarge => new Problem("The app takes no file of this size by HTTP. Push it with --via container.", said.Lines),
            HttpStatusCode.NotFound when said.IsEmpty => new Problem(
                "The address answers, but knows nothing of offline conversions. Is --url the app's address, without /api?"),
            var status => new Problem($"The app answered {status:D}{(said.IsEmpty ? "." : "; see above.")}", said.Lines),
        };
    }
}
