using System.Net.Http.Headers;
using System.Text.Json;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Spotify;

/// <summary>Reads from the Ads API. Never throws for what Spotify does: every refusal has its word.</summary>
public sealed class AdsApiClient(HttpClient http, ISecretReader secrets, TimeProvider time)
{
    private const int MaxBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Reads one resource. A token that is refused is read anew from its store, once.</summary>
    /// <param name="ads">Where and with which token.</param>
    /// <param name="resource">One of the addresses of <see cref="AdsAccess"/>.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public async Task<AdsAnswer> GetAsync(AdsAccess ads, Uri resource, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(Timeout, time, cancellationToken);
        try
        {
            var token = await secrets.GetAsync(ads.TokenSecret, limit.Token);
            var answer = await SendAsync(resource, token, limit.Token);
            if (answer.Status != DiagnosticsStatus.Unauthorized)
                return answer;

            // The token of the Ads API lives an hour, so a newer one may lie in the vault.
            var fresh = await secrets.RefreshAsync(ads.TokenSecret, limit.Token);
            return fresh.Equals(token) ? answer : await SendAsync(resource, fresh, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(DiagnosticsStatus.Timeout);
        }
        catch (Exception exception) when (exception is SecretUnavailableException or FormatException)
        {
            return new(DiagnosticsStatus.SecretUnavailable);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new(DiagnosticsStatus.Unavailable);
        }
    }

    private async Task<AdsAnswer> SendAsync(Uri resource, SecretValue token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, resource);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var answer = (int)response.StatusCode == 200 ? await ReadAsync(response.Content, cancellationToken) : new AdsAnswer((int)response.StatusCode switch
        {
            401 => DiagnosticsStatus.Unauthorized,
            403 => DiagnosticsStatus.Forbidden,
            404 => DiagnosticsStatus.NotFound,
            408 or 504 => DiagnosticsStatus.Timeout,
            429 => DiagnosticsStatus.RateLimited,
            _ => DiagnosticsStatus.Unavailable,
        });
        return answer with { ClockAhead = time.GetUtcNow() - response.Headers.Date };
    }

    private static async Task<AdsAnswer> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var bytes = new MemoryStream();
        var part = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(part, cancellationToken)) > 0 && bytes.Length <= MaxBytes)
            bytes.Write(part, 0, read);

        try
        {
            return bytes.Length <= MaxBytes
                && JsonElement.Parse(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) is { ValueKind: JsonValueKind.Object } json
                ? new AdsAnswer(DiagnosticsStatus.Ok) { Json = json }
                : new AdsAnswer(DiagnosticsStatus.Unreadable);
        }
        catch (JsonException)
        {
            return new AdsAnswer(DiagnosticsStatus.Unreadable);
        }
    }
}

/// <summary>What the Ads API said.</summary>
/// <param name="Status">One of <see cref="DiagnosticsStatus"/>.</param>
public sealed record AdsAnswer(string Status)
{
    /// <summary>The object that it answered with, when the status is ok.</summary>
    public JsonElement Json { get; init; }

    /// <summary>How far our clock is ahead of Spotify's; null when Spotify did not tell the time.</summary>
    public TimeSpan? ClockAhead { get; init; }
}
