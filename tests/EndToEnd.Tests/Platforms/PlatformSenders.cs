using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Testing.Harness;

namespace EndToEnd.Tests.Platforms;

/// <summary>Senders that sign as the platforms do, one for each kind of source.</summary>
public sealed class PlatformSenders(Scenario scenario)
{
    private const string Secret = "signing-secret-of-platforms";
    private const string StandardSecret = "c3RhbmRhcmQtd2ViaG9va3Mtc2VjcmV0LWtleQ==";

    /// <summary>Adds the source of each.</summary>
    public static void Apply(IDictionary<string, string> settings)
    {
        foreach (var (name, kind) in (ReadOnlySpan<(string, string)>)[("woo", "WooCommerce"), ("signed", "SignedJson"), ("segment", "Segment"), ("standard", "StandardWebhooks")])
        {
            settings[$"Sources__{name}__Kind"] = kind;
            settings[$"Sources__{name}__Secrets"] = $"{name}-secret";
            settings[$"Sources__{name}__Destination"] = "main";
            settings[$"Secrets__{name}_secret"] = name == "standard" ? $"whsec_{StandardSecret}" : Secret;
        }

        settings["Sources__segment__Algorithm"] = "Sha1";
        settings["Sources__signed__Header"] = "X-Hub-Signature-256";
        settings["Sources__signed__Prefix"] = "sha256=";
        settings["Sources__signed__Encoding"] = "Hex";
        settings["Destinations__main__DefaultCountry"] = "US";
    }

    public Task<Answer> WooAsync(string topic, string json) => SendAsync(
        "woo", json, ("X-WC-Webhook-Topic", topic), ("X-WC-Webhook-ID", "7"), ("X-WC-Webhook-Signature", Convert.ToBase64String(Hmac(json))));

    public Task<Answer> SignedAsync(string json) =>
        SendAsync("signed", json, ("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(Hmac(json))));

    public Task<Answer> SegmentAsync(string json)
    {
        var (key, body) = (Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(json));
        // Segment signs with SHA-1; named by its algorithm, since there is nothing to choose.
        var signature = CryptographicOperations.HmacData(HashAlgorithmName.SHA1, key, body);
        return SendAsync("segment", json, ("X-Signature", Convert.ToHexStringLower(signature)));
    }

    public Task<Answer> StandardAsync(string id, string json)
    {
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Convert.FromBase64String(StandardSecret), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{json}"));
        return SendAsync("standard", json, ("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", "v1," + Convert.ToBase64String(signature)));
    }

    public async Task<Answer> SendAsync(string source, string body, params (string Name, string Value)[] headers) =>
        await SendAsync(source, body, "application/json", headers);

    public async Task<Answer> SendAsync(string source, string body, string contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/webhooks/{source}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await scenario.SendAsync(request);
    }

    private static byte[] Hmac(string body) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body));
}
