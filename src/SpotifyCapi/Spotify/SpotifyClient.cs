using System.Net.Http.Headers;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Spotify;

/// <summary>Posts one request body to a destination and returns what came back. Judges nothing, retries nothing, logs nothing.</summary>
public sealed class SpotifyClient(HttpClient http, BearerTokens tokens, TimeProvider time)
{
    /// <summary>Longest wait for the token of one request: a vault's read, or a token endpoint's answer after it.</summary>
    public static readonly TimeSpan SecretTimeout = TimeSpan.FromSeconds(8);

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Posts a body within the destination's time limit.</summary>
    /// <exception cref="OperationCanceledException">The host is stopping; nothing is known about the request.</exception>
    public Task<SpotifyAnswer> PostAsync(Destination destination, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        PostAsync(destination, body, SecretTimeout + destination.RequestTimeout, cancellationToken);

    /// <summary>
    /// Posts a body within a time for everything together. When it is refused for its credentials (401, 403, 404), these are read anew and the
    /// request repeated if they changed.
    /// </summary>
    /// <exception cref="OperationCanceledException">The host is stopping; nothing is known about the request.</exception>
    public async Task<SpotifyAnswer> PostAsync(
        Destination destination, ReadOnlyMemory<byte> body, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        if (await TokenAsync(token => tokens.GetAsync(destination, token), timeout, cancellationToken) is not { } token)
            return new SpotifyAnswer.Failed(NetworkFailure.Secret);

        var answer = await TrySendAsync(destination, body, token, timeout - time.GetElapsedTime(start), cancellationToken);
        if (answer is not SpotifyAnswer.Responded { Status: 401 or 403 or 404 })
            return answer;

        // Compared here, because of many requests that are refused at once only the first finds anything new to fetch.
        var fresh = await TokenAsync(token => tokens.RefreshAsync(destination, token), timeout - time.GetElapsedTime(start), cancellationToken);
        var left = timeout - time.GetElapsedTime(start);
        return fresh is null || fresh == token || left <= TimeSpan.Zero
            ? answer
            : await TrySendAsync(destination, body, fresh, left, cancellationToken);
    }

    // Apart from the request: a vault that is silent says nothing about Spotify, and must not use up the time for asking it.
    private async Task<string?> TokenAsync(Func<CancellationToken, ValueTask<string>> read, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(Shorter(SecretTimeout, timeout), time, cancellationToken);
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
        Destination destination, ReadOnlyMemory<byte> body, string bearer, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(Shorter(destination.RequestTimeout, timeout), time, cancellationToken);
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
        var text = await ErrorBodySanitizer.ReadAsync(response.Content, cancellationToken);
        return new SpotifyAnswer.Responded(
            (int)response.StatusCode,
            RetryAfter.Read(response.Headers, time.GetUtcNow()),
            ErrorBodySanitizer.TraceId(text)
                ?? (response.Headers.TryGetValues("sp-trace-id", out var ids) ? ErrorBodySanitizer.TraceIdFrom(ids.FirstOrDefault()) : null),
            response.IsSuccessStatusCode ? null : ErrorBodySanitizer.Message(text));
    }
}
