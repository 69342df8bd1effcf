using System.Net;
using System.Text;
using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.WooCommerce;

/// <summary>
/// WordPress stores texts with HTML entities, and WooCommerce decodes the secret before it signs. Whoever copies the secret may have
/// either form, so both are tried.
/// </summary>
internal static class WooCommerceSecret
{
    public static SignatureResult Verify(ReadOnlySpan<byte> body, ReadOnlySpan<byte> signature, IReadOnlyList<SecretValue> secrets)
    {
        var matches = HmacSignature.Verify(body, signature, secrets) == SignatureResult.Valid;
        foreach (var secret in secrets)
        {
            var text = secret.Reveal();
            if (text.Contains('&', StringComparison.Ordinal))
            {
                var decoded = Encoding.UTF8.GetBytes(WebUtility.HtmlDecode(text));
                matches |= HmacSignature.Matches(HmacAlgorithm.Sha256, decoded, SignedContent.Of(body), signature);
            }
        }

        return matches ? SignatureResult.Valid : SignatureResult.Mismatch;
    }
}
