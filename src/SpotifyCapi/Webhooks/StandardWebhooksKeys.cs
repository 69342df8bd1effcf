using SpotifyCapi.Settings;

namespace SpotifyCapi.Webhooks;

/// <summary>From secrets to keys. A secret that cannot be read in its format gives no key, and so can never be right.</summary>
internal static class StandardWebhooksKeys
{
    private const string Prefix = "whsec_";

    public static List<byte[]> Of(IReadOnlyList<SecretValue> secrets, StandardWebhooksSecretFormat format)
    {
        var keys = new List<byte[]>(secrets.Count);
        foreach (var secret in secrets)
        {
            var text = secret.Reveal();
            var isPrefixed = text.StartsWith(Prefix, StringComparison.Ordinal);
            if (format != StandardWebhooksSecretFormat.Raw && Decode(isPrefixed ? text[Prefix.Length..] : text) is { } decoded)
                keys.Add(decoded);

            if (format == StandardWebhooksSecretFormat.Raw || (format == StandardWebhooksSecretFormat.Auto && !isPrefixed))
                keys.Add(secret.Utf8.ToArray());
        }

        return keys;
    }

    private static byte[]? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length > 0 ? bytes[..length] : null;
    }
}
