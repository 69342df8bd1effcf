using System.Net.Http.Headers;
using SpotifyCapi.Secrets;

namespace SpotifyCapi.Spotify;

/// <summary>Posts one request body to a destination and tells what came of it. Judges nothing, retries nothing, logs nothing.</summary>
/// <param name="http">A client that follows no redirects.</param>
/// <param name="bearers">Which profile takes its token from where.</param>
/// <param name="time">The clock for time limits and dates.</param>
public sealed class SpotifyClient(HttpClient http, BearerSources bearers, TimeProvider time)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Posts a body. When it is refused for its credentials (401, 403, 404), these are read anew and the request repeated if they changed.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="body">The exact bytes.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <exception cref="OperationCanceledException">The host is stopping; nothing is known about the request.</exception>
    public async Task<SpotifyAnswer> PostAsync(Destination destination, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(destination.RequestTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var bearer = bearers.For(destination.Profile);
            var token = await bearer.GetAsync(destination, linked.Token);
            var answer = await SendAsync(destination, body, token, linked.Token);
            if (answer is not SpotifyAnswer.Responded { Status: 401 or 403 or 404 })
            {
                return answer;
            }

            // Compared here, because of many requests that are refused at once only the first finds anything new to fetch.
            await bearer.RefreshAsync(destination, linked.Token);
            var fresh = await bearer.GetAsync(destination, linked.Token);
            return fresh == token ? answer : await SendAsync(destination, body, fresh, linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SpotifyAnswer.Failed(NetworkFailure.Timeout);
        }
        catch (Exception exception) when (exception is SecretUnavailableException or FormatException)
        {
            // FormatException: the token holds what no header can, such as a line break.
            return new SpotifyAnswer.Failed(NetworkFailure.Secret);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new SpotifyAnswer.Failed(NetworkFailure.Connection);
        }
    }

    private async Task<SpotifyAnswer> SendAsync(Destination destination, ReadOnlyMemory<byte> body, string bearer, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, destination.Endpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        request.Content = new ReadOnlyMemoryContent(body);
        request.Content.Headers.ContentType = Json;
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var text = await AnswerText.ReadAsync(response.Content, cancellationToken);
        return new SpotifyAnswer.Responded(
            (int)response.StatusCode,
            RetryAfter.Read(response.Headers, time.GetUtcNow()),
            AnswerText.TraceId(text) ?? (response.Headers.TryGetValues("sp-trace-id", out var ids) ? AnswerText.TraceIdFrom(ids.FirstOrDefault()) : null),
            response.IsSuccessStatusCode ? null : AnswerText.Message(text));
    }
}
