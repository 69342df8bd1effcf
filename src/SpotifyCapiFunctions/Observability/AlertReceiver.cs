using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SpotifyCapi.Records;
using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Configuration;

namespace SpotifyCapiFunctions.Observability;

/// <summary>Posts notices. A receiver that is down costs nothing but the notice's delay.</summary>
public sealed class AlertReceiver(HttpClient http, ISecretReader secrets, AlertOptions options, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <returns>Null when the receiver took it, else why not.</returns>
    public async Task<string?> TellAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(Limit, time, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, options.Url);
            var body = Encoding.UTF8.GetBytes(Body(notice).ToJsonString());
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            if (options is { Format: AlertFormat.Json, Secret: { } secret })
                Sign(request, IdOf(notice), body, await secrets.GetAsync(secret, limit.Token));

            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return answer.IsSuccessStatusCode ? null : $"it answered {(int)answer.StatusCode}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "it did not answer in time";
        }
        catch (Exception exception) when (exception is HttpRequestException or SecretUnavailableException)
        {
            return exception.Message;
        }
    }

    private JsonObject Body(AlertNotice notice) => options.Format switch
    {
        AlertFormat.Slack => new JsonObject { ["text"] = Sentence(notice) },
        AlertFormat.Teams => new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject
            {
                ["contentType"] = "application/vnd.microsoft.card.adaptive",
                ["content"] = new JsonObject
                {
                    ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                    ["type"] = "AdaptiveCard",
                    ["version"] = "1.4",
                    ["body"] = new JsonArray(new JsonObject { ["type"] = "TextBlock", ["text"] = Sentence(notice), ["wrap"] = true }),
                },
            }),
        },
        _ => new JsonObject
        {
            ["type"] = notice.IsResolved ? "alert.resolved" : "alert.firing",
            ["timestamp"] = Text(time.GetUtcNow()),
            ["data"] = new JsonObject
            {
                ["alert"] = notice.Condition.Name,
                ["destination"] = notice.Condition.Destination,
                ["message"] = notice.Condition.Message,
                ["since"] = Text(notice.Since),
            },
        },
    };

    private static string Sentence(AlertNotice notice)
    {
        var destination = notice.Condition.Destination is { } name ? $" ({name})" : "";
        return $"{(notice.IsResolved ? "Resolved" : "Firing")}: {notice.Condition.Name}{destination}. {notice.Condition.Message}";
    }

    // The same on every try, so that a receiver recognises a repetition.
    private static string IdOf(AlertNotice notice) => string.Create(
        CultureInfo.InvariantCulture,
        $"alert-{notice.Condition.Name}-{notice.Condition.Destination}-{notice.Since.ToUnixTimeSeconds()}-{(notice.IsResolved ? "resolved" : "firing")}");

    private void Sign(HttpRequestMessage request, string id, byte[] body, SecretValue secret)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", StandardWebhooksSigner.Sign(secret, id, timestamp, body));
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
