using System.Net.Http.Headers;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Spotify;

/// <summary>Posts one request body to a destination and tells what came of it. Judges nothing, retries nothing, logs nothing.</summary>
/// <param name="http">A client that follows no redirects.</param>
/// <param name="bearers">Which profile takes its token from where.</param>
/// <param name="time">The clock for time limits and dates.</param>
public sealed class SpotifyClient(HttpClient http, BearerSources bearers, TimeProvider time)
{
    /// <summary>Longest wait for the token of one request: a vault's read, or a token endpoint's answer after it.</summary>
    public static readonly TimeSpan LongestSecretWait = TimeSpan.FromSeconds(8);

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Posts a body as long as the destination allows. When it is refused for its credentials (401, 403, 404), these are read anew and the request repeated if they changed.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="body">The exact bytes.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <exception cref="OperationCanceledException">The host is stopping; nothing is known about the request.</exception>
    public Task<SpotifyAnswer> PostAsync(Destination destination, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        PostAsync(destination, body, LongestSecretWait + destination.RequestTimeout, cancellationToken);

    /// <summary>Posts a body likewise, within a time for everything together.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="body">The exact bytes.</param>
    /// <param name="longest">For secrets, the request and its repetition.</param>
    /// <param name="cancellationToken">The host is stopping.</param>
    /// <exception cref="OperationCanceledException">The host is stopping; nothing is known about the request.</exception>
    public async Task<SpotifyAnswer> PostAsync(
        Destination destination, ReadOnlyMemory<byte> body, TimeSpan longest, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var bearer = bearers.For(destination.Profile);
        if (await TokenAsync(token => bearer.GetAsync(destination, token), longest, cancellationToken) is not { } token)
            return new SpotifyAnswer.Failed(NetworkFailure.Secret);

        var answer = await TrySendAsync(destination, body, token, longest - time.GetElapsedTime(start), cancellationToken);
        if (answer is not SpotifyAnswer.Responded { Status: 401 or 403 or 404 })
            return answer;

        // Compared here, because of many requests that are refused at once only the first finds anything new to fetch.
        var fresh = await TokenAsync(
            async token =>
            {
                await bearer.RefreshAsync(destination, token);
                return await bearer.GetAsync(destination, token);
            },
            longest - time.GetElapsedTime(start),
            cancellationToken);
        var left = longest - time.GetElapsedTime(start);
        return fresh is null || fresh == token || left <= TimeSpan.Zero
            ? answer
            : await TrySendAsync(destination, body, fresh, left, cancellationToken);
    }

    // Apart from the request: a vault that is silent says nothing about Spotify, and must not use up the time for asking it.
    private async Task<string?> TokenAsync(Func<CancellationToken, ValueTask<string>> read, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var limit = new Limit(Shorter(LongestSecretWait, longest), time, cancellationToken);
        try
        {
            return await read(limit.Token);
        }
        catch (Exception exception) when (exception is SecretUnavailableException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<SpotifyAnswer> TrySendAsync(
        Destination destination, ReadOnlyMemory<byte> body, string bearer, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var limit = new Limit(Shorter(destination.RequestTimeout, longest), time, cancellationToken);
        try
        {
            return await SendAsync(destination, body, bearer, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SpotifyAnswer.Failed(NetworkFailure.Timeout);
        }
        catch (FormatException)
        {
            // The token holds what no header can, such as a line break.
            return new SpotifyAnswer.Failed(NetworkFailure.Secret);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new SpotifyAnswer.Failed(NetworkFailure.Connection);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other > TimeSpan.Zero ? other : TimeSpan.Zero;

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

    /// <summary>A token that fires after a time, or when the host is stopping.</summary>
    private sealed class Limit : IDisposable
    {
        private readonly CancellationTokenSource after;
        private readonly CancellationTokenSource either;

        public Limit(TimeSpan longest, TimeProvider time, CancellationToken stopping)
        {
            after = new CancellationTokenSource(longest, time);
            either = CancellationTokenSource.CreateLinkedTokenSource(after.Token, stopping);
        }

        public CancellationToken Token => either.Token;

        public void Dispose()
        {
            either.Dispose();
            after.Dispose();
        }
    }
}
