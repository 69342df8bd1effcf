using System.Text;
using SpotifyCapi.Tests.Webhooks;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Sources;

/// <summary>Each signature scheme of the table against a vector that other code has made (<c>Fixtures/preset-vectors.txt</c>).</summary>
public sealed class PresetTests
{
    private const string Body = """{"n":1,"text":"ü"}""";
    private const string Url = "https://capi.example.com/api/webhooks/test?x=1";

    // Their keys are made in RsaSignatureTests; a token is no signature.
    private static readonly string[] WithoutVector = ["saleor", "salla-token", "wix"];

    private static readonly IReadOnlyDictionary<string, (string Secret, (string Name, string Value)[] Headers)> Vectors =
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Sources", "Fixtures", "preset-vectors.txt")).Skip(1)
            .Select(line => line.Split(" | "))
            .ToDictionary(cells => cells[0], cells => (cells[1], cells[2..].Select(cell => cell.Split(": ")).Select(pair => (pair[0], pair[1])).ToArray()));

    public static TheoryData<string> Names => [.. Vectors.Keys];

    public static TheoryData<string> WithTime => [.. Vectors.Where(vector => vector.Value.Headers.Any(header => header.Value.Contains("1614265330", StringComparison.Ordinal))).Select(vector => vector.Key)];

    [Fact]
    public void Every_preset_has_a_vector() =>
        Assert.Equal(SignaturePresets.Names, Vectors.Keys.Concat(WithoutVector).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_vector_is_valid(string name) => Assert.Equal(SignatureResult.Valid, Verify(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_previous_secret_is_valid_while_it_is_listed(string name) =>
        Assert.Equal(SignatureResult.Valid, Source(name).Verify(Request(name), "c29tZXRoaW5n", Vectors[name].Secret));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_flipped_byte_of_the_body_is_refused(string name) => Assert.Equal(SignatureResult.Mismatch, Verify(name, body: Body.Replace('1', '3')));

    [Theory]
    [MemberData(nameof(Names))]
    public void Another_secret_is_refused(string name) =>
        Assert.Equal(SignatureResult.Mismatch, Source(name).Verify(Request(name), "6d61646520757021"));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_header_that_is_missing_or_empty_is_refused(string name)
    {
        foreach (var (header, _) in Vectors[name].Headers)
        {
            Assert.NotEqual(SignatureResult.Valid, Source(name).Verify(Request(name, change: headers => [.. headers.Where(one => one.Name != header)]), Vectors[name].Secret));
            Assert.NotEqual(SignatureResult.Valid, Source(name).Verify(Request(name, change: headers => [.. headers.Select(one => one.Name == header ? (header, "") : one)]), Vectors[name].Secret));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_header_that_stands_twice_is_refused(string name) => Assert.All(
        Vectors[name].Headers,
        header => Assert.Equal(SignatureResult.Repeated, Source(name).Verify(Request(name, change: headers => [.. headers, header]), Vectors[name].Secret)));

    /// <summary>A proxy may join two headers of one name (RFC 9110, 5.3).</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Headers_that_a_proxy_has_joined_are_refused(string name)
    {
        foreach (var other in new[] { null, "x" })
        {
            var request = Request(name, change: headers => [.. headers[..^1], (headers[^1].Name, $"{other ?? headers[^1].Value}, {headers[^1].Value}")]);

            Assert.NotEqual(SignatureResult.Valid, Source(name).Verify(request, Vectors[name].Secret));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_header_of_another_scheme_is_refused(string name)
    {
        // Some schemes are the same but for the header's name.
        var mine = Vectors[name].Headers;
        foreach (var other in Vectors.Values.Select(vector => vector.Headers[^1].Value).Where(value => !value.EndsWith(mine[^1].Value[^40..], StringComparison.Ordinal)))
            Assert.NotEqual(SignatureResult.Valid, Source(name).Verify(Request(name, change: _ => [.. mine[..^1], (mine[^1].Name, other)]), Vectors[name].Secret));
    }

    [Theory]
    [MemberData(nameof(WithTime))]
    public void A_time_beyond_the_tolerance_is_refused_on_both_sides(string name)
    {
        var tolerance = name == "recharge" ? 172_800 : 300;
        foreach (var (seconds, expected) in new[] { (tolerance, SignatureResult.Valid), (tolerance + 1, SignatureResult.Stale) })
        {
            Assert.Equal(expected, Verify(name, at: TestSource.Now.AddSeconds(seconds)));
            Assert.Equal(expected, Verify(name, at: TestSource.Now.AddSeconds(-seconds)));
        }
    }

    [Theory]
    [MemberData(nameof(WithTime))]
    public void A_time_that_was_not_signed_is_refused(string name) => Assert.Equal(
        SignatureResult.Mismatch,
        Source(name).Verify(
            Request(name, change: headers => [.. headers.Select(header => (header.Name, header.Value.Replace("1614265330", "1614265331", StringComparison.Ordinal)))]),
            Vectors[name].Secret));

    [Theory]
    [InlineData("square")]
    [InlineData("hubspot")]
    public void Another_address_is_refused_to_the_last_byte(string name)
    {
        foreach (var other in new[] { Url + "/", Url.ToUpperInvariant(), Url.Replace("https", "http", StringComparison.Ordinal), Url.Replace("?x=1", "", StringComparison.Ordinal) })
            Assert.Equal(SignatureResult.Mismatch, Create(name, other).Verify(Request(name), Vectors[name].Secret));
    }

    [Theory]
    [InlineData("t=1614265330")]
    [InlineData("v1=00")]
    [InlineData("t=1614265330,t=1614265330,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=-1,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=99999999999999999999,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(",,,===")]
    [InlineData("v0=0000000000000000000000000000000000000000000000000000000000000000,t=1614265330")]
    public void A_broken_list_is_refused(string header) => Assert.NotEqual(
        SignatureResult.Valid, Create("stripe", Url).Verify(TestSource.Request(Encoding.UTF8.GetBytes(Body), ("Stripe-Signature", header)), "made-up-key"));

    [Fact]
    public void A_strategy_that_the_request_names_does_not_count()
    {
        var request = TestSource.Request("{}"u8, ("X-Salla-Security-Strategy", "Token"), ("Authorization", "made-up-key"));

        Assert.Equal(SignatureResult.Missing, TestSource.Create("Salla").Verify(request, "made-up-key"));
        Assert.Equal(SignatureResult.Valid, TestSource.Create("Salla", ("Preset", "salla-token")).Verify(request, "made-up-key"));
        Assert.Equal(SignatureResult.Mismatch, TestSource.Create("Salla", ("Preset", "salla-token")).Verify(request, "made-up-key2"));
    }

    [Theory]
    [InlineData("Basic c2hvcDpzZWNyZXQ=", SignatureResult.Valid)]
    [InlineData("basic c2hvcDpzZWNyZXQ=", SignatureResult.Valid)]
    [InlineData("Basic c2hvcDpzZWNyZXQy", SignatureResult.Mismatch)]
    [InlineData("Basic shop:secret", SignatureResult.Malformed)]
    [InlineData("shop:secret", SignatureResult.Malformed)]
    public void Basic_is_user_and_password(string header, SignatureResult expected) => Assert.Equal(
        expected,
        TestSource.Create("SignedJson", ("Scheme", "Basic")).Verify(TestSource.Request("{}"u8, ("Authorization", header)), "old:secret", "shop:secret"));

    [Fact]
    public void Base64_of_URLs_counts_with_and_without_padding()
    {
        const string header = "X-Sig";
        var source = TestSource.Create("SignedJson", ("Header", header), ("Encoding", "Base64Url"));
        var text = Convert.ToBase64String(System.Security.Cryptography.HMACSHA256.HashData("k"u8, "{}"u8)).Replace('+', '-').Replace('/', '_');

        Assert.Equal(SignatureResult.Valid, source.Verify(TestSource.Request("{}"u8, (header, text)), "k"));
        Assert.Equal(SignatureResult.Valid, source.Verify(TestSource.Request("{}"u8, (header, text.TrimEnd('='))), "k"));
        Assert.Equal(SignatureResult.Malformed, source.Verify(TestSource.Request("{}"u8, (header, text.TrimEnd('=')[..^1])), "k"));
    }

    [Fact]
    public void A_signed_header_counts_and_must_be_there()
    {
        var source = TestSource.Create("SignedJson", ("Header", "X-Sig"), ("SignedContent", "{header:X-Id}.{body}"));
        var hex = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData("k"u8, "7.{}"u8));

        Assert.Equal(SignatureResult.Valid, source.Verify(TestSource.Request("{}"u8, ("X-Sig", hex), ("X-Id", "7")), "k"));
        Assert.Equal(SignatureResult.Mismatch, source.Verify(TestSource.Request("{}"u8, ("X-Sig", hex), ("X-Id", "8")), "k"));
        Assert.Equal(SignatureResult.Missing, source.Verify(TestSource.Request("{}"u8, ("X-Sig", hex)), "k"));
    }

    private static SignatureResult Verify(string name, string body = Body, DateTimeOffset? at = null) =>
        Source(name).Verify(Request(name, body) with { ReceivedAt = at ?? TestSource.Now }, Vectors[name].Secret);

    private static IWebhookSource Source(string name) => Create(name, Url);

    // The address is only asked for where it is signed.
    private static IWebhookSource Create(string name, string url) => TestSource.Create("SignedJson", ("Preset", name), ("NotificationUrl", url));

    private static WebhookRequest Request(string name, string body = Body, Func<(string Name, string Value)[], (string Name, string Value)[]>? change = null) =>
        TestSource.Request(Encoding.UTF8.GetBytes(body), (change ?? (headers => headers))(Vectors[name].Headers));
}
