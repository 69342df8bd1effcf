using Microsoft.AspNetCore.Http;
using SpotifyStandIn.Contracts;
using SpotifyStandIn.Received;

namespace SpotifyStandIn.Http;

/// <summary>A path that Spotify does not have, such as one without its trailing slash: refused and put on record.</summary>
internal sealed class UnknownPath(StandInOptions options, ReceivedLog log)
{
    private readonly AnswerWriter _writer = new(options.TimeProvider);

    public async Task HandleAsync(HttpContext http, CancellationToken stopping)
    {
        var arrival = new Arrival(http, RequestKind.Unknown, options.TimeProvider);
        var answer = Answer.Refused(Refusal.NotFound("No such path; mind the trailing slash."));
        var entry = log.Append(arrival.Entry(answer.Status));
        entry.Complete(arrival.Elapsed, await _writer.WriteAsync(http, answer, step: null, stopping));
    }
}
