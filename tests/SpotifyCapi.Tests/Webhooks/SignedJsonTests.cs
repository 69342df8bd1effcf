using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Settings;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Webhooks;

public sealed class SignedJsonTests
{
    [Theory]
    [InlineData(-301, SignatureResult.Stale)]
    [InlineData(-300, SignatureResult.Valid)]
    [InlineData(300, SignatureResult.Valid)]
    [InlineData(301, SignatureResult.Stale)]
    public void A_signed_time_bounds_how_long_a_request_counts(int seconds, SignatureResult expected)
    {
        var timestamp = $"{TestSource.Now.ToUnixTimeSeconds() + seconds}";

        Assert.Equal(expected, VerifyWithTime(timestamp, timestamp));
    }

    [Fact]
    public void A_time_that_was_not_signed_is_refused() => Assert.Equal(SignatureResult.Mismatch, VerifyWithTime("1614265330", "1614265331"));

    [Fact]
    public void A_missing_time_is_refused() => Assert.Equal(SignatureResult.Missing, VerifyWithTime("1614265330"));

    [Fact]
    public void A_repeated_time_is_refused() => Assert.Equal(SignatureResult.Repeated, VerifyWithTime("1614265330", "1614265330", "1614265330"));

    [Fact]
    public void The_prefix_must_be_there_to_the_letter()
    {
        var source = TestSource.Create("SignedJson", ("Header", "X-Sig"), ("Prefix", "sha256="));
        var hex = Convert.ToHexStringLower(HMACSHA256.HashData("k"u8, "{}"u8));

        Assert.Equal(SignatureResult.Valid, source.Verify(TestSource.Request("{}"u8, ("X-Sig", "sha256=" + hex)), "k"));
        Assert.Equal(SignatureResult.Malformed, source.Verify(TestSource.Request("{}"u8, ("X-Sig", hex)), "k"));
        Assert.Equal(SignatureResult.Malformed, source.Verify(TestSource.Request("{}"u8, ("X-Sig", "SHA256=" + hex)), "k"));
    }

    [Theory]
    [InlineData("HMAC ", "HMAC {0}", SignatureResult.Valid)]
    [InlineData("HMAC ", "HMAC{0}", SignatureResult.Malformed)]
    [InlineData("HMAC ", "HMAC  {0}", SignatureResult.Malformed)]
    [InlineData("v1, ", "v1, {0}", SignatureResult.Valid)]
    [InlineData("v1,", "v1,{0}", SignatureResult.Valid)]
    [InlineData(" v1,", "v1,{0}", SignatureResult.Valid)]
    [InlineData(" ", "{0}", SignatureResult.Valid)]
    public void Blanks_after_the_prefix_count_as_they_are_written(string prefix, string header, SignatureResult expected)
    {
        var source = TestSource.Create("SignedJson", ("Header", "Authorization"), ("Prefix", prefix));
        var hex = Convert.ToHexStringLower(HMACSHA256.HashData("k"u8, "{}"u8));

        var result = source.Verify(TestSource.Request("{}"u8, ("Authorization", header.Replace("{0}", hex, StringComparison.Ordinal))), "k");

        Assert.Equal(expected, result);
    }

    [Theory]
    [InlineData("Salla")]
    [InlineData("Fourthwall")]
    [InlineData("Shopify")]
    public void A_check_allocates_nothing(string name)
    {
        var (sender, secret) = (Sender.All[name], (IReadOnlyList<SecretValue>)[new SecretValue("k")]);
        var (source, request) = (sender.Source, sender.Deliver("{}", sender.Signature("k", "{}")));
        IReadOnlyList<string> signature = request.Header(sender.SignatureHeader), none = [];
        request = request with { Header = header => header == sender.SignatureHeader ? signature : none };
        Assert.Equal(SignatureResult.Valid, source.Verify(request, secret));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
            source.Verify(request, secret);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Text_after_the_body_is_signed_too()
    {
        var source = TestSource.Create("SignedJson", ("Header", "X-Sig"), ("SignedContent", "start:{body}:end"));
        var hex = Convert.ToHexStringLower(HMACSHA256.HashData("k"u8, "start:{}:end"u8));

        Assert.Equal(SignatureResult.Valid, source.Verify(TestSource.Request("{}"u8, ("X-Sig", hex)), "k"));
    }

    [Theory]
    [InlineData("Header", null, null)]
    [InlineData("SignedContent", "X-Time", null)]
    [InlineData("SignedContent", "X-Time", "{body}")]
    [InlineData("SignedContent", null, "{timestamp}.{body}")]
    [InlineData("SignedContent", null, "{timestamp}")]
    [InlineData("SignedContent", null, "{body}{body}")]
    [InlineData("SignedContent", null, "{id}.{body}")]
    public void Settings_that_would_sign_nothing_are_refused_at_start(string setting, string? timestampHeader, string? content)
    {
        (string, string?)[] settings = [("Header", setting == "Header" ? null : "X-Sig"), ("TimestampHeader", timestampHeader), ("SignedContent", content)];

        var problems = TestSource.Problems("SignedJson", [.. settings.Where(pair => pair.Item2 is not null).Select(pair => (pair.Item1, pair.Item2!))]);

        Assert.Equal("Sources__test__" + setting, Assert.Single(problems).Setting);
    }

    private static SignatureResult VerifyWithTime(string signed, params string[] sent)
    {
        var source = TestSource.Create("SignedJson", ("Header", "X-Sig"), ("TimestampHeader", "X-Time"), ("SignedContent", "{timestamp}.{body}"));
        var hex = Convert.ToHexStringLower(HMACSHA256.HashData("k"u8, Encoding.UTF8.GetBytes(signed + ".{}")));
        return source.Verify(TestSource.Request("{}"u8, [("X-Sig", hex), .. sent.Select(text => ("X-Time", text))]), "k");
    }
}
