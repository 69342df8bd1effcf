using Microsoft.AspNetCore.Http;
using SpotifyStandIn.Contracts;
using SpotifyStandIn.Http;

namespace SpotifyStandIn.Control;

/// <summary>Refusals of the control endpoints, in the same shape as those of the API.</summary>
internal static class ControlAnswers
{
    private static readonly AnswerWriter Writer = new(TimeProvider.System);

    public static Task RefuseAsync(HttpContext http, params IReadOnlyList<string> messages) =>
        Writer.WriteAsync(http, Answer.Refused(Refusal.Invalid(messages)), step: null, CancellationToken.None);

    public static void NoContent(HttpContext http) => http.Response.StatusCode = 204;
}
