using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>Signs what this app posts to others by Standard Webhooks 1.0.0 (github.com/standard-webhooks/standard-webhooks).</summary>
public static class StandardWebhooksSigner
{
    private const string SecretPrefix = "whsec_";

    /// <summary>The value of the header <c>webhook-signature</c>.</summary>
    /// <param name="secret">After <c>whsec_</c> it is Base64, with or without padding; any other text is the key as it is.</param>
    /// <param name="id">The value of <c>webhook-id</c>.</param>
    /// <param name="timestamp">The value of <c>webhook-timestamp</c>, seconds since 1970.</param>
    /// <param name="body">The bytes that are posted.</param>
    public static string Sign(SecretValue secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] content = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret.Reveal()), content));
    }

    private static byte[] KeyOf(string secret)
    {
        if (!secret.StartsWith(SecretPrefix, StringComparison.Ordinal))
            return Encoding.UTF8.GetBytes(secret);

        var base64 = secret[SecretPrefix.Length..];
        var key = new byte[base64.Length];
        return Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), key, out var length) && length > 0
            ? key[..length]
            : Encoding.UTF8.GetBytes(secret);
    }
}
