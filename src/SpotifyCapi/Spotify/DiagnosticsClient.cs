using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Spotify;

/// <summary>Asks the Ads API what it has received. Never throws for what Spotify does: every refusal has its word.</summary>
public sealed class DiagnosticsClient(HttpClient http, ISecretReader secrets, TimeProvider time)
{
    private const int MaxBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Asks for the daily counts of a destination.</summary>
    public async Task<DiagnosticsAnswer> AskAsync(Destination destination, CancellationToken cancellationToken)
    {
        if (destination.Ads is not { } ads)
            return DiagnosticsAnswer.Without(DiagnosticsStatus.NotConfigured);

        using var limit = new TimeLimit(Timeout, time, cancellationToken);
        try
        {
            var token = await secrets.GetAsync(ads.TokenSecret, limit.Token);
            var answer = await GetAsync(ads, destination.ConnectionId, token, limit.Token);
            if (answer.Status != DiagnosticsStatus.Unauthorized)
                return answer;

            // The token of the Ads API lives an hour, so a newer one may lie in the vault.
            var fresh = await secrets.RefreshAsync(ads.TokenSecret, limit.Token);
            return fresh.Equals(token) ? answer : await GetAsync(ads, destination.ConnectionId, fresh, limit.Token);
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

    private async Task<DiagnosticsAnswer> GetAsync(
        AdsAccess ads, string connectionId, SecretValue token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ads.DailyOf(connectionId));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if ((int)response.StatusCode == 200)
            return await ReadAsync(response.Content, connectionId, cancellationToken);

        return DiagnosticsAnswer.Without((int)response.StatusCode switch
        {
            401 => DiagnosticsStatus.Unauthorized,
            403 => DiagnosticsStatus.Forbidden,
            404 => DiagnosticsStatus.NotFound,
            408 or 504 => DiagnosticsStatus.Timeout,
            429 => DiagnosticsStatus.RateLimited,
            _ => DiagnosticsStatus.Unavailable,
        });
    }

    private static async Task<DiagnosticsAnswer> ReadAsync(HttpContent content, string connectionId, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            using var json = JsonDocument.Parse(bytes.AsMemory(0, length));
            return length <= MaxBytes && Read(json.RootElement, connectionId) is { } days
                ? new DiagnosticsAnswer(DiagnosticsStatus.Ok, days)
                : DiagnosticsAnswer.Without(DiagnosticsStatus.Unreadable);
        }
        catch (JsonException)
        {
            return DiagnosticsAnswer.Without(DiagnosticsStatus.Unreadable);
        }
    }

    // Null when anything is not as documented: half a comparison would mislead.
    private static List<ReceivedByDay>? Read(JsonElement json, string connectionId)
    {
        try
        {
            var days = new List<ReceivedByDay>();
            foreach (var source in json.GetProperty("datasources").EnumerateArray())
            {
                if (source.GetProperty("granularity").GetString() != "DAILY"
                    || !string.Equals(source.GetProperty("datasource_id").GetString(), connectionId, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                foreach (var span in source.GetProperty("timeseries").EnumerateArray())
                {
                    var at = DateTimeOffset.Parse(span.GetProperty("timestamp").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
                    foreach (var count in span.GetProperty("event_counts").EnumerateArray())
                    {
                        days.Add(new ReceivedByDay(
                            DateOnly.FromDateTime(at.UtcDateTime), count.GetProperty("name").GetString()!, count.GetProperty("event_count").GetInt64()));
                    }
                }
            }

            return days;
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            return null;
        }
    }
}
