using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Webhooks;

public sealed class StandardWebhooksSignatureTests
{
    private const string Body = """{"test": 2432232314}""";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly byte[] Key = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private static readonly IWebhookSource Source = TestSource.Create("StandardWebhooks");

    [Theory]
    [InlineData(-301, SignatureResult.Stale)]
    [InlineData(-300, SignatureResult.Valid)]
    [InlineData(300, SignatureResult.Valid)]
    [InlineData(301, SignatureResult.Stale)]
    public void A_signature_counts_for_five_minutes_before_and_after(int seconds, SignatureResult expected) =>
        Assert.Equal(expected, Verify(Source, At(seconds), Sign(Key, At(seconds))));

    [Fact]
    public void The_tolerance_is_a_setting()
    {
        var source = TestSource.Create("StandardWebhooks", ("Tolerance", "00:00:10"));

        Assert.Equal(SignatureResult.Valid, Verify(source, At(-10), Sign(Key, At(-10))));
        Assert.Equal(SignatureResult.Stale, Verify(source, At(-11), Sign(Key, At(-11))));
    }

    [Fact]
    public void A_stale_time_with_a_wrong_signature_is_a_mismatch() =>
        Assert.Equal(SignatureResult.Mismatch, Verify(Source, At(-301), Sign(Key, At(0))));

    [Theory]
    [InlineData("-1614265330")]
    [InlineData("+1614265330")]
    [InlineData(" 1614265330")]
    [InlineData("1614265330.5")]
    [InlineData("2021-02-25T15:02:10Z")]
    [InlineData("99999999999999999999")]
    public void A_time_that_is_not_Unix_seconds_is_refused(string timestamp) =>
        Assert.Equal(SignatureResult.Malformed, Verify(Source, timestamp, Sign(Key, timestamp)));

    [Fact]
    public void The_largest_time_is_stale_and_does_not_overflow()
    {
        var timestamp = long.MaxValue.ToString(CultureInfo.InvariantCulture);

        Assert.Equal(SignatureResult.Stale, Verify(Source, timestamp, Sign(Key, timestamp)));
    }

    [Fact]
    public void One_right_entry_of_a_list_suffices()
    {
        var wrong = Sign([1, 2, 3], At(0));

        Assert.Equal(SignatureResult.Valid, Verify(Source, At(0), $"{wrong} v1a,AAAA v2,xyz {Sign(Key, At(0))}"));
        Assert.Equal(SignatureResult.Mismatch, Verify(Source, At(0), $"{wrong} {wrong}"));
    }

    [Theory]
    [InlineData("v1a,")]
    [InlineData("v1,")]
    [InlineData("v1")]
    [InlineData(" ")]
    [InlineData("v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    [InlineData("V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")]
    public void A_list_without_a_readable_v1_entry_is_refused(string signature) =>
        Assert.Equal(SignatureResult.Malformed, Verify(Source, At(0), signature));

    [Fact]
    public void Each_of_the_three_headers_must_be_there_once()
    {
        (string, string)[] headers = [("webhook-id", Id), ("webhook-timestamp", At(0)), ("webhook-signature", Sign(Key, At(0)))];
        for (var i = 0; i < headers.Length; i++)
        {
            var without = headers.Where((_, at) => at != i).ToArray();

            Assert.Equal(SignatureResult.Missing, Source.Verify(TestSource.Request(Encoding.UTF8.GetBytes(Body), without), Secret));
            Assert.Equal(SignatureResult.Repeated, Source.Verify(TestSource.Request(Encoding.UTF8.GetBytes(Body), [.. headers, headers[i]]), Secret));
        }
    }

    [Fact]
    public void Another_id_is_refused()
    {
        var request = TestSource.Request(
            Encoding.UTF8.GetBytes(Body), ("webhook-id", "msg_2"), ("webhook-timestamp", At(0)), ("webhook-signature", Sign(Key, At(0))));

        Assert.Equal(SignatureResult.Mismatch, Source.Verify(request, Secret));
    }

    [Theory]
    [InlineData("Auto", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true, true)]
    [InlineData("Auto", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true, false)]
    [InlineData("Base64", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true, false)]
    [InlineData("Base64", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", true, false)]
    [InlineData("Raw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false, true)]
    [InlineData("Raw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", false, true)]
    public void The_format_says_what_a_secret_means(string format, string secret, bool decoded, bool raw)
    {
        var source = TestSource.Create("StandardWebhooks", ("SecretFormat", format));

        Assert.Equal(decoded, Verify(source, At(0), Sign(Key, At(0)), secret) == SignatureResult.Valid);
        Assert.Equal(raw, Verify(source, At(0), Sign(Encoding.UTF8.GetBytes(secret), At(0)), secret) == SignatureResult.Valid);
    }

    /// <summary>A secret of 25 or 26 bytes ends in padding, which some senders leave out.</summary>
    [Theory]
    [InlineData("whsec_+/KQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAA==")]
    [InlineData("whsec_+/KQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAA")]
    [InlineData("whsec_-_KQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAA")]
    public void A_secret_is_read_with_and_without_padding(string secret)
    {
        var key = Convert.FromBase64String("+/KQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAA==");

        Assert.Equal(SignatureResult.Valid, Verify(Source, At(0), Sign(key, At(0)), secret));
    }

    [Theory]
    [InlineData("whsec_")]
    [InlineData("whsec_====")]
    [InlineData("whsec_not base64!")]
    public void A_secret_without_a_key_is_never_right(string secret)
    {
        Assert.NotEqual(SignatureResult.Valid, Verify(Source, At(0), Sign([], At(0)), secret));
        Assert.NotEqual(SignatureResult.Valid, Verify(Source, At(0), "v1," + Convert.ToBase64String(new byte[32]), secret));
        Assert.NotEqual(SignatureResult.Valid, Verify(Source, At(0), Sign(Encoding.UTF8.GetBytes(secret), At(0)), secret));
    }

    [Fact]
    public void Both_secrets_count_during_rotation() =>
        Assert.Equal(SignatureResult.Valid, Verify(Source, At(0), Sign(Key, At(0)), "whsec_bmV3LXNlY3JldC1uZXctc2VjcmV0", Secret));

    private static string At(int seconds) => (TestSource.Now.ToUnixTimeSeconds() + seconds).ToString(CultureInfo.InvariantCulture);

    private static string Sign(byte[] key, string timestamp) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{Id}.{timestamp}.{Body}")));

    private static SignatureResult Verify(IWebhookSource source, string timestamp, string signature, params string[] secrets) => source.Verify(
        TestSource.Request(Encoding.UTF8.GetBytes(Body), ("webhook-id", Id), ("webhook-timestamp", timestamp), ("webhook-signature", signature)),
        secrets.Length > 0 ? secrets : [Secret]);
}
