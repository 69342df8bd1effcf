using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Spotify;

/// <summary>
/// The bearer token of a request. The direct profiles use a long-lived CAPI token, made in Ads Manager and kept as a secret; the partner profile
/// fetches its own.
/// </summary>
public sealed class BearerTokens(ISecretReader secrets, PartnerTokens partner)
{
    /// <summary>The token to use now.</summary>
    /// <exception cref="SecretUnavailableException">No token can be read now.</exception>
    public async ValueTask<string> GetAsync(Destination destination, CancellationToken cancellationToken) =>
        destination.Profile == Profile.PartnerConversions
            ? await partner.GetAsync(destination, cancellationToken)
            : Header(await secrets.GetAsync(destination.TokenSecret, cancellationToken));

    /// <summary>Reads the token anew because it was refused; the same one when there is no other.</summary>
    /// <exception cref="SecretUnavailableException">No token can be read now.</exception>
    public async ValueTask<string> RefreshAsync(Destination destination, CancellationToken cancellationToken) =>
        destination.Profile == Profile.PartnerConversions
            ? await partner.RefreshAsync(destination, cancellationToken)
            : Header(await secrets.RefreshAsync(destination.TokenSecret, cancellationToken));

    // A secret that was stored from a file often ends with a line break, which no header may hold.
    private static string Header(SecretValue token) => token.Reveal().Trim();
}

/// <summary>
/// OAuth2 client credentials (TrackLayer's guide, step 02): the token is kept until shortly before it expires, one fetch is in flight at a
/// time for each destination, and a refused token is fetched anew once.
/// </summary>
public sealed class PartnerTokens(HttpClient http, ISecretReader secrets, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    // A server that always answers 401 must not make us fetch a token for every event.
    private static readonly TimeSpan RefreshAtMostEvery = TimeSpan.FromSeconds(30);

    // One for each destination: a token endpoint that is slow must not hold up the others.
    private readonly ConcurrentDictionary<string, Slot> slots = new(StringComparer.Ordinal);

    /// <summary>The token to use now.</summary>
    /// <exception cref="SecretUnavailableException">No token can be fetched now.</exception>
    public ValueTask<string> GetAsync(Destination destination, CancellationToken cancellationToken) =>
        GetAsync(destination, isRefused: false, cancellationToken);

    /// <summary>Fetches the token anew because it was refused; the same one when it has just been fetched for that reason.</summary>
    /// <exception cref="SecretUnavailableException">No token can be fetched now.</exception>
    public ValueTask<string> RefreshAsync(Destination destination, CancellationToken cancellationToken) =>
        GetAsync(destination, isRefused: true, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in slots.Values)
            slot.Gate.Dispose();
    }

    private async ValueTask<string> GetAsync(Destination destination, bool isRefused, CancellationToken cancellationToken)
    {
        var slot = slots.GetOrAdd(destination.Name, _ => new Slot());
        await slot.Gate.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            var isGood = slot.Token is { } token && now < token.ExpiresAt
                && (!isRefused || (token.IsRefreshed && now - token.FetchedAt < RefreshAtMostEvery));
            if (!isGood)
                slot.Token = await FetchAsync(destination, isRefused, cancellationToken);

            return slot.Token!.Text;
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    private async Task<Token> FetchAsync(Destination destination, bool isRefresh, CancellationToken cancellationToken)
    {
        var scope = destination.Partner!;
        var id = await secrets.GetAsync(scope.ClientIdSecret, cancellationToken);
        var secret = await secrets.GetAsync(scope.ClientSecretSecret, cancellationToken);
        var response = await SendAsync(scope, id, secret, cancellationToken);
        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            // A client secret that was rotated is refused like this, and the one at hand would be used for minutes.
            var (freshId, freshSecret) = (
                await secrets.RefreshAsync(scope.ClientIdSecret, cancellationToken), await secrets.RefreshAsync(scope.ClientSecretSecret, cancellationToken));
            if (!freshId.Equals(id) || !freshSecret.Equals(secret))
            {
                response.Dispose();
                response = await SendAsync(scope, freshId, freshSecret, cancellationToken);
            }
        }

        using var last = response;
        if (!response.IsSuccessStatusCode)
            throw new SecretUnavailableException(scope.ClientSecretSecret, new HttpRequestException(HttpRequestError.Unknown, null, null, response.StatusCode));

        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var answer = await JsonSerializer.DeserializeAsync(body, TokenJsonContext.Default.TokenJson, cancellationToken);
            if (string.IsNullOrEmpty(answer?.AccessToken))
                throw new SecretUnavailableException(scope.ClientSecretSecret);

            var now = time.GetUtcNow();
            return new Token(answer.AccessToken, now, now + Lifetime(answer.ExpiresIn), isRefresh);
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException)
        {
            // Without the inner exception: the text that it may quote holds the token.
            throw new SecretUnavailableException(scope.ClientSecretSecret);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(PartnerScope scope, SecretValue id, SecretValue secret, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, scope.TokenEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id.Reveal().Trim()}:{secret.Reveal().Trim()}")));
        request.Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]);
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new SecretUnavailableException(scope.ClientSecretSecret, exception);
        }
    }

    // Short-lived tokens are used for half of their life, long ones until a minute before the end.
    private static TimeSpan Lifetime(long seconds)
    {
        var whole = TimeSpan.FromSeconds(Math.Clamp(seconds, 0L, 86_400L));
        return whole > 2 * Margin ? whole - Margin : whole / 2;
    }

    private sealed class Slot
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public Token? Token { get; set; }
    }

    private sealed class Token(string text, DateTimeOffset fetchedAt, DateTimeOffset expiresAt, bool isRefreshed)
    {
        public string Text { get; } = text;

        public DateTimeOffset FetchedAt { get; } = fetchedAt;

        public DateTimeOffset ExpiresAt { get; } = expiresAt;

        public bool IsRefreshed { get; } = isRefreshed;
    }
}

/// <summary>The token endpoint's answer (RFC 6749, section 5.1).</summary>
internal sealed record TokenJson(
    [property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] long ExpiresIn = 3600);

/// <summary>Source-generated reading of the token endpoint's answer; some servers write the seconds as text.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(TokenJson))]
internal sealed partial class TokenJsonContext : JsonSerializerContext;
