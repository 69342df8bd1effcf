using System.Net.Http.Headers;
using System.Text.Json;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Spotify;

/// <summary>Asks the Ads API what it has received. Never throws for what Spotify does: every refusal has its word.</summary>
/// <param name="http">A client that follows no redirects.</param>
/// <param name="secrets">Where the token is.</param>
/// <param name="time">The clock for the time limit.</param>
public sealed class DiagnosticsClient(HttpClient http, ISecretReader secrets, TimeProvider time)
{
    private const int MostBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    /// <summary>Asks for the daily counts of a destination.</summary>
    /// <param name="destination">The destination.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
    public async Task<DiagnosticsAnswer> AskAsync(Destination destination, CancellationToken cancellationToken)
    {
        if (destination.Ads is not { } ads)
            return DiagnosticsAnswer.Without(DiagnosticsStatus.NotConfigured);

        using var limit = new CancellationTokenSource(LongestWait, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var token = await secrets.GetAsync(ads.TokenSecret, linked.Token);
            var (answer, refused) = await GetAsync(ads, destination.ConnectionId, token, linked.Token);
            if (!refused)
                return answer;

            // The token of the Ads API lives an hour, so a newer one may lie in the vault.
            var fresh = await secrets.RefreshAsync(ads.TokenSecret, linked.Token);
            return fresh.Equals(token) ? answer : (await GetAsync(ads, destination.ConnectionId, fresh, linked.Token)).Answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return DiagnosticsAnswer.Without(DiagnosticsStatus.Timeout);
        }
        catch (Exception exception) when (exception is SecretUnavailableException or FormatException)
        {
            return DiagnosticsAnswer.Without(DiagnosticsStatus.SecretUnavailable);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return DiagnosticsAnswer.Without(DiagnosticsStatus.Unavailable);
        }
    }

    private async Task<(DiagnosticsAnswer Answer, bool Refused)> GetAsync(
        AdsAccess ads, string connectionId, SecretValue token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ads.DailyOf(connectionId));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (int)response.StatusCode switch
        {
            200 => (await ReadAsync(response.Content, connectionId, cancellationToken), false),
            401 => (DiagnosticsAnswer.Without(DiagnosticsStatus.Unauthorized), true),
            403 => (DiagnosticsAnswer.Without(DiagnosticsStatus.Forbidden), false),
            404 => (DiagnosticsAnswer.Without(DiagnosticsStatus.NotFound), false),
            408 or 504 => (DiagnosticsAnswer.Without(DiagnosticsStatus.Timeout), false),
            429 => (DiagnosticsAnswer.Without(DiagnosticsStatus.RateLimited), false),
            _ => (DiagnosticsAnswer.Without(DiagnosticsStatus.Unavailable), false),
        };
    }

    private static async Task<DiagnosticsAnswer> ReadAsync(HttpContent content, string connectionId, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MostBytes + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            using var json = JsonDocument.Parse(bytes.AsMemory(0, length));
            return length <= MostBytes && DiagnosticsReader.Read(json.RootElement, connectionId) is { } days
                ? new DiagnosticsAnswer(DiagnosticsStatus.Ok, days)
                : DiagnosticsAnswer.Without(DiagnosticsStatus.Unreadable);
        }
        catch (JsonException)
        {
            return DiagnosticsAnswer.Without(DiagnosticsStatus.Unreadable);
        }
    }
}
