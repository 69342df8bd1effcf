using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Tests.Webhooks;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Sources;

/// <summary>Tokens as bodies, detached signatures and access tokens, with keys that are made here.</summary>
public sealed class RsaSignatureTests
{
    private const string Rs256 = """{"alg":"RS256","kid":"k1"}""";
    private const string Detached = """{"alg":"RS256","b64":false,"kid":"k1"}""";

    // Making a key takes longer than all tests with it.
    private static readonly RSA Key = RSA.Create(2048);
    private static readonly RSA Other = RSA.Create(2048);

    [Fact]
    public void A_token_of_the_platform_is_valid_with_its_key_as_PEM_or_in_a_set()
    {
        Assert.Equal(SignatureResult.Valid, Wix(Token(Rs256), Key.ExportSubjectPublicKeyInfoPem()));
        Assert.Equal(SignatureResult.Valid, Wix(Token(Rs256), Key.ExportRSAPublicKeyPem()));
        Assert.Equal(SignatureResult.Valid, Wix(Token(Rs256), Set("k1")));
        Assert.Equal(SignatureResult.Valid, Wix(Token(Rs256) + "\n", Key.ExportSubjectPublicKeyInfoPem()));
    }

    [Fact]
    public void Keys_may_be_listed_in_one_text_or_several_and_in_one_line()
    {
        var both = Other.ExportSubjectPublicKeyInfoPem() + "\n" + Key.ExportSubjectPublicKeyInfoPem();

        Assert.Equal(SignatureResult.Valid, Wix(Token(Rs256), both));
        Assert.Equal(SignatureResult.Valid, Wix(Token(Rs256), both.Replace("\n", "\\n", StringComparison.Ordinal)));
        Assert.Equal(SignatureResult.Valid, Wix(Token(Rs256), Other.ExportSubjectPublicKeyInfoPem(), Key.ExportSubjectPublicKeyInfoPem()));
        Assert.Equal(SignatureResult.Mismatch, Wix(Token(Rs256), Other.ExportSubjectPublicKeyInfoPem(), "no key", Set("k2")));
    }

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"HS256"}""")]
    [InlineData("""{"alg":"RS384"}""")]
    [InlineData("""{"alg":"rs256"}""")]
    [InlineData("""{"alg":["RS256"]}""")]
    [InlineData("""{"alg":"RS256","b64":false}""")]
    [InlineData("""{"alg":"RS256","crit":["exp"]}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""no JSON""")]
    public void Any_other_algorithm_is_refused(string header) => Assert.Equal(SignatureResult.Malformed, Wix(Token(header), Key.ExportSubjectPublicKeyInfoPem()));

    [Fact]
    public void A_token_signed_with_the_text_of_the_public_key_is_refused()
    {
        var pem = Key.ExportSubjectPublicKeyInfoPem();
        var content = Url("""{"alg":"HS256"}""") + "." + Url("{}");
        var token = content + "." + Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(pem), Encoding.UTF8.GetBytes(content)));

        Assert.Equal(SignatureResult.Malformed, Wix(token, pem));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a.b")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("{\"data\":1}")]
    public void What_is_no_token_is_refused(string body) => Assert.NotEqual(SignatureResult.Valid, Wix(body, Key.ExportSubjectPublicKeyInfoPem()));

    [Fact]
    public void A_changed_or_cut_off_token_is_refused()
    {
        var token = Token(Rs256);
        var parts = token.Split('.');

        Assert.Equal(SignatureResult.Mismatch, Wix($"{parts[0]}.{Url("""{"data":"other"}""")}.{parts[2]}", Key.ExportSubjectPublicKeyInfoPem()));
        Assert.NotEqual(SignatureResult.Valid, Wix(token[..^4], Key.ExportSubjectPublicKeyInfoPem()));
        Assert.NotEqual(SignatureResult.Valid, Wix($"{parts[0]}.{parts[1]}.", Key.ExportSubjectPublicKeyInfoPem()));
    }

    [Theory]
    [InlineData("exp", -60, SignatureResult.Valid)]
    [InlineData("exp", -61, SignatureResult.Stale)]
    [InlineData("nbf", 61, SignatureResult.Stale)]
    [InlineData("iat", 60, SignatureResult.Valid)]
    [InlineData("iat", 61, SignatureResult.Stale)]
    public void The_times_of_a_token_count_to_a_minute(string claim, int seconds, SignatureResult expected) => Assert.Equal(
        expected, Wix(Token(Rs256, $$"""{"{{claim}}":{{TestSource.Now.ToUnixTimeSeconds() + seconds}}}"""), Key.ExportSubjectPublicKeyInfoPem()));

    [Fact]
    public void A_detached_signature_is_over_the_body_as_it_is()
    {
        Assert.Equal(SignatureResult.Valid, Saleor(Sign(Detached, "{ }"), "{ }", Set("k1")));
        Assert.Equal(SignatureResult.Mismatch, Saleor(Sign(Detached, "{ }"), "{}", Set("k1")));
        Assert.Equal(SignatureResult.Mismatch, Saleor(Sign(Detached, "{ }"), "{ }", Set("another")));
        Assert.Equal(SignatureResult.Valid, Saleor(Sign("""{"alg":"RS256","b64":false}""", "{ }"), "{ }", Set("k1")));
        Assert.Equal(SignatureResult.Valid, Saleor(Sign("""{"alg":"RS256","b64":false,"crit":["b64"]}""", "{ }"), "{ }", Set("k1")));
    }

    [Theory]
    [InlineData("""{"alg":"none","b64":false}""")]
    [InlineData("""{"alg":"HS256","b64":false}""")]
    [InlineData("""{"alg":"RS256"}""")]
    [InlineData("""{"alg":"RS256","b64":true}""")]
    [InlineData("""{"alg":"RS256","b64":false,"crit":["b64","exp"]}""")]
    public void A_detached_signature_of_another_form_is_refused(string header) => Assert.Equal(SignatureResult.Malformed, Saleor(Sign(header, "{}"), "{}", Set("k1")));

    [Theory]
    [InlineData("b7d1df20b43c59fb081d96ac4ad5f730e0dbcc3b218152bb922779eb707f851d")]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("a..b..c")]
    public void The_header_of_another_strategy_is_refused(string header) => Assert.Equal(SignatureResult.Malformed, Saleor(header, "{}", Set("k1")));

    [Theory]
    [InlineData("""{"iss":"https://issuer.example","aud":"api://app","exp":9999999999}""", SignatureResult.Valid)]
    [InlineData("""{"iss":"https://issuer.example","aud":["x","api://app"],"exp":9999999999}""", SignatureResult.Valid)]
    [InlineData("""{"iss":"https://issuer.example","aud":"api://other","exp":9999999999}""", SignatureResult.Mismatch)]
    [InlineData("""{"iss":"https://other.example","aud":"api://app","exp":9999999999}""", SignatureResult.Mismatch)]
    [InlineData("""{"iss":"https://issuer.example","aud":"api://app"}""", SignatureResult.Mismatch)]
    [InlineData("""{"iss":"https://issuer.example","aud":"api://app","exp":1}""", SignatureResult.Stale)]
    public void An_access_token_is_of_the_issuer_and_for_the_audience(string claims, SignatureResult expected)
    {
        var source = TestSource.Create(
            "CloudEvents", ("Scheme", "Bearer"), ("Issuer", "https://issuer.example"), ("Audience", "api://app"), ("JwksUrl", "https://issuer.example/keys"));

        Assert.Equal(expected, source.Verify(TestSource.Request("{}"u8, ("Authorization", "Bearer " + Token(Rs256, claims))), Set("k1")));
    }

    private static SignatureResult Wix(string body, params string[] keys) => TestSource.Create("Wix").Verify(TestSource.Request(Encoding.UTF8.GetBytes(body)), keys);

    private static SignatureResult Saleor(string header, string body, string keys) =>
        TestSource.Create("Saleor", ("JwksUrl", "https://shop.example/.well-known/jwks.json"))
            .Verify(TestSource.Request(Encoding.UTF8.GetBytes(body), ("Saleor-Signature", header)), keys);

    private string Token(string header, string claims = """{"data":"x"}""")
    {
        var content = Url(header) + "." + Url(claims);
        return content + "." + Base64Url.EncodeToString(Key.SignData(Encoding.UTF8.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private string Sign(string header, string body) =>
        $"{Url(header)}..{Base64Url.EncodeToString(Key.SignData(Encoding.UTF8.GetBytes($"{Url(header)}.{body}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";

    private string Set(string id)
    {
        var parameters = Key.ExportParameters(false);
        return $$"""{"keys":[{"kty":"EC","kid":"{{id}}"},{"kty":"RSA","use":"sig","alg":"RS256","kid":"{{id}}","n":"{{Base64Url.EncodeToString(parameters.Modulus)}}","e":"{{Base64Url.EncodeToString(parameters.Exponent)}}"}]}""";
    }

    private static string Url(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
