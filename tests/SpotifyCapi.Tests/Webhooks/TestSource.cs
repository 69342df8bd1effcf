using System.Security.Cryptography;
using System.Text;
using SpotifyCapi.Settings;
using SpotifyCapi.Sources;
using SpotifyCapi.Webhooks;

namespace SpotifyCapi.Tests.Webhooks;

/// <summary>Makes sources from settings and requests from headers, as the app does.</summary>
internal static class TestSource
{
    /// <summary>When test requests arrive: the second of the published Standard Webhooks vector.</summary>
    public static DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    public static IWebhookSource Create(string kind, params (string Name, string Value)[] settings)
    {
        var problems = new List<SettingProblem>();
        var (source, unused) = Read(kind, settings, problems);
        Assert.Empty(problems);
        Assert.Empty(unused);
        return source;
    }

    public static IReadOnlyList<SettingProblem> Problems(string kind, params (string Name, string Value)[] settings)
    {
        var problems = new List<SettingProblem>();
        Read(kind, settings, problems);
        return problems;
    }

    public static WebhookRequest Request(ReadOnlySpan<byte> body, params (string Name, string Value)[] headers) =>
        new(body.ToArray(), Headers(headers), Now);

    public static SignatureResult Verify(this IWebhookSource source, WebhookRequest request, params string[] secrets) =>
        source.Verify(request, [.. secrets.Select(secret => new SecretValue(secret))]);

    private static Func<string, IReadOnlyList<string>> Headers((string Name, string Value)[] headers) => name =>
        [.. headers.Where(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value)];

    private static (IWebhookSource Source, IEnumerable<string> Unused) Read(
        string kind, (string Name, string Value)[] settings, List<SettingProblem> problems)
    {
        var reader = new SettingReader(
            "Sources__test", settings.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase), problems);
        var source = SourceKinds.Find(kind)?.Create(reader) ?? throw new ArgumentException("No such kind.", nameof(kind));
        return (source, reader.Unused());
    }
}

/// <summary>A platform that signs, as the platform's own code would: the other side of the verifier, made of .NET's HMAC only.</summary>
internal sealed record Sender(string Kind, string SignatureHeader, Func<byte[], byte[], string> Sign, params (string Name, string Value)[] Settings)
{
    private const string Id = "msg_1";
    private const string Address = "https://capi.example.com/api/webhooks/square";
    private static readonly string Timestamp = TestSource.Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static IReadOnlyDictionary<string, Sender> All { get; } = new Dictionary<string, Sender>
    {
        ["Shopify"] = new("Shopify", "X-Shopify-Hmac-Sha256", Base64),
        ["Shopify, newer headers"] = new("Shopify", "Shopify-Hmac-Sha256", Base64),
        ["WooCommerce"] = new("WooCommerce", "X-WC-Webhook-Signature", Base64),
        ["StandardWebhooks"] = new("StandardWebhooks", "webhook-signature", Standard, ("SecretFormat", "Raw")),
        ["StandardWebhooks on Svix"] = new("StandardWebhooks", "svix-signature", Standard, ("SecretFormat", "Raw"), ("HeaderPrefix", "svix")),
        ["SignedJson, hex"] = new("SignedJson", "X-Hub-Signature-256", (key, body) => "sha256=" + Hex(key, body), ("Header", "X-Hub-Signature-256"), ("Prefix", "sha256=")),
        ["SignedJson, Base64"] = new("SignedJson", "X-Sig", Base64, ("Header", "X-Sig"), ("Encoding", "Base64")),
        ["SignedJson, with time"] = new(
            "SignedJson", "X-Sig", (key, body) => Hex(key, [.. Encoding.UTF8.GetBytes($"v0:{Timestamp}:"), .. body]),
            ("Header", "X-Sig"), ("TimestampHeader", "webhook-timestamp"), ("SignedContent", "v0:{timestamp}:{body}")),
        ["SignedJson, SHA-512"] = new("SignedJson", "X-Sig", (key, body) => Convert.ToHexStringLower(HMACSHA512.HashData(key, body)), ("Header", "X-Sig"), ("Algorithm", "Sha512")),
        ["Square"] = new(
            "Square", "x-square-hmacsha256-signature", (key, body) => Base64(key, [.. Encoding.UTF8.GetBytes(Address), .. body]), ("NotificationUrl", Address)),
        ["Shopware"] = new("Shopware", "shopware-shop-signature", Hex),
        ["Salla"] = new("Salla", "X-Salla-Signature", Hex),
        ["LemonSqueezy"] = new("LemonSqueezy", "X-Signature", Hex),
        ["Fourthwall"] = new("Fourthwall", "X-Fourthwall-Hmac-SHA256", Base64),
        ["Shopline"] = new("Shopline", "X-Shopline-Hmac-Sha256", Base64),
        ["CommerceLayer"] = new("CommerceLayer", "X-CommerceLayer-Signature", Base64),
        ["Razorpay"] = new("Razorpay", "X-Razorpay-Signature", Hex),
        ["Segment"] = new("Segment", "X-Signature", Hex),
        ["Segment, SHA-1"] = new("Segment", "X-Signature", (key, body) => Convert.ToHexStringLower(CryptographicOperations.HmacData(HashAlgorithmName.SHA1, key, body)), ("Algorithm", "Sha1")),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public bool IsHex => Sign(Key("k"), []).TrimStart("sha256=".ToCharArray()).Length is 128 or 64 or 40;

    public IWebhookSource Source => TestSource.Create(Kind, Settings);

    /// <summary>The signature of a body.</summary>
    public string Signature(string secret, string body) => Sign(Key(secret), Encoding.UTF8.GetBytes(body));

    /// <summary>A delivery with these values of the signature header.</summary>
    public WebhookRequest Deliver(string body, params string[] signatures) => TestSource.Request(
        Encoding.UTF8.GetBytes(body),
        [.. signatures.Select(signature => (SignatureHeader, signature)), ("webhook-id", Id), ("svix-id", Id), ("webhook-timestamp", Timestamp), ("svix-timestamp", Timestamp)]);

    private static byte[] Key(string secret) => Encoding.UTF8.GetBytes(secret);

    private static string Base64(byte[] key, byte[] body) => Convert.ToBase64String(HMACSHA256.HashData(key, body));

    private static string Hex(byte[] key, byte[] body) => Convert.ToHexStringLower(HMACSHA256.HashData(key, body));

    private static string Standard(byte[] key, byte[] body) => "v1," + Base64(key, [.. Encoding.UTF8.GetBytes($"{Id}.{Timestamp}."), .. body]);
}
