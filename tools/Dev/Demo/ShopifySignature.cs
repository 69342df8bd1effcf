using System.Security.Cryptography;
using System.Text;

namespace Dev.Demo;

/// <summary>
/// What Shopify puts into <c>X-Shopify-Hmac-Sha256</c>. Written here a second time on purpose: signed by the app's own code, the
/// demonstration could not show that the app verifies correctly.
/// </summary>
internal static class ShopifySignature
{
    /// <returns>base64(HMAC-SHA256(body, UTF-8 secret)).</returns>
    public static string Of(ReadOnlySpan<byte> body, string secret) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
