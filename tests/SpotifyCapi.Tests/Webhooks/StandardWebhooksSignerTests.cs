using System.Text;
using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Webhooks;

public sealed class StandardWebhooksSignerTests
{
    [Theory]
    [InlineData("whsec_c2VjcmV0LW9mLXRoZS1hbGVydHM=", "secret-of-the-alerts")]
    [InlineData("whsec_c2VjcmV0LW9mLXRoZS1hbGVydHM", "secret-of-the-alerts")]
    [InlineData("secret-of-the-alerts", "secret-of-the-alerts")]
    public void Signature_is_the_HMAC_of_id_time_and_body(string secret, string key)
    {
        var body = Encoding.UTF8.GetBytes("""{"type":"alert.firing"}""");
        var expected = System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes("""alert-1.1772366400.{"type":"alert.firing"}"""));

        Assert.Equal("v1," + Convert.ToBase64String(expected), StandardWebhooksSigner.Sign(new SecretValue(secret), "alert-1", "1772366400", body));
    }
}
