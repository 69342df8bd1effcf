using System.Text;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Settings;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Ingestion;

public sealed class WebhookSignaturesTests
{
    private readonly RecordedLog<WebhookSignatures> log = new();
    private readonly ManualTime time = new();

    [Fact]
    public async Task Signature_of_any_of_the_secrets_is_checked_and_a_refusal_is_counted_without_the_body()
    {
        var source = new Source("shop", ["shop-secret", "main-token"], "main", new Joined());

        Assert.Equal(SignatureResult.Valid, await Signatures().VerifyAsync(source, Request("the secret|the token"), default));
        Assert.Equal(SignatureResult.Mismatch, await Signatures().VerifyAsync(source, Request("jane@example.com"), default));

        var (level, text) = Assert.Single(log.Entries);
        Assert.True(level < LogLevel.Warning);
        Assert.DoesNotContain("jane", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_that_cannot_be_had_is_not_a_wrong_signature() => await Assert.ThrowsAsync<SecretUnavailableException>(
        () => Signatures().VerifyAsync(new Source("shop", ["nowhere"], "main", new Joined()), Request(""), default));

    /// <summary>After a rotation the old name may be gone from the vault, or the new one not there yet.</summary>
    [Fact]
    public async Task One_secret_that_cannot_be_had_does_not_refuse_what_another_fits()
    {
        var source = new Source("shop", ["shop-secret", "nowhere"], "main", new Joined());

        Assert.Equal(SignatureResult.Valid, await Signatures().VerifyAsync(source, Request("the secret"), default));
        await Assert.ThrowsAsync<SecretUnavailableException>(() => Signatures().VerifyAsync(source, Request("of the missing one"), default));
    }

    [Fact]
    public async Task Secret_that_was_replaced_under_its_name_is_read_anew_when_a_signature_does_not_fit()
    {
        var source = new Source("shop", ["shop-secret"], "main", new Joined());
        var secrets = new Replaced();

        Assert.Equal(SignatureResult.Valid, await Signatures(secrets).VerifyAsync(source, Request("old"), default));
        Assert.Equal(0, secrets.Refreshes);
        Assert.Equal(SignatureResult.Valid, await Signatures(secrets).VerifyAsync(source, Request("new"), default));
        Assert.Equal(SignatureResult.Mismatch, await Signatures(secrets).VerifyAsync(source, Request("forged"), default));
    }

    /// <summary>What a secret that was changed at one end looks like; nobody who posts beside a shop that works can raise it.</summary>
    [Fact]
    public async Task Signatures_in_a_row_that_do_not_fit_are_said_once()
    {
        var (source, signatures) = (new Source("shop", ["shop-secret"], "main", new Joined()), Signatures());

        await RefuseAsync(4);
        Assert.Equal(SignatureResult.Valid, await signatures.VerifyAsync(source, Request("the secret"), default));
        await RefuseAsync(4);
        time.Advance(TimeSpan.FromMinutes(31));
        await RefuseAsync(4);
        for (var i = 0; i < 20; i++)
            signatures.Refused(source, SignatureResult.Missing);
        Assert.Empty(Warnings());

        await RefuseAsync(20);
        Assert.Equal("shop: 5 signatures in a row do not fit (Mismatch)", Assert.Single(Warnings()).Trim());
        time.Advance(TimeSpan.FromMinutes(10));
        await RefuseAsync(1);
        Assert.Equal(2, Warnings().Count());

        async Task RefuseAsync(int count)
        {
            for (var i = 0; i < count; i++)
                await signatures.VerifyAsync(source, Request("forged"), default);
        }
    }

    private IEnumerable<string> Warnings() => log.Entries.Where(entry => entry.Level == LogLevel.Warning).Select(entry => entry.Text);

    [Fact]
    public async Task Public_keys_of_a_host_are_read_beside_the_secrets_and_without_them_nothing_is_refused()
    {
        var source = new Source("shop", [], "main", new Joined(new Uri("https://shop.example/jwks.json")));

        Assert.Equal(SignatureResult.Valid, await Signatures(new Replaced()).VerifyAsync(source, Request("old"), default));
        await Assert.ThrowsAsync<SecretUnavailableException>(() => Signatures().VerifyAsync(source, Request("old"), default));
    }

    private static WebhookRequest Request(string body) => new(Encoding.UTF8.GetBytes(body), _ => [], Intakes.Time.GetUtcNow());

    private WebhookSignatures Signatures(ISecretReader? secrets = null) =>
        new(secrets ?? new ConfigurationSecrets(Configured.With()), new ConversionTelemetry(), time, log);

    /// <summary>Holds the value from before a rotation until it is asked to look again.</summary>
    private sealed class Replaced : ISecretReader
    {
        public int Refreshes { get; private set; }

        public ValueTask<SecretValue> GetAsync(string name, CancellationToken cancellationToken) => new(new SecretValue("old"));

        public ValueTask<SecretValue> RefreshAsync(string name, CancellationToken cancellationToken)
        {
            Refreshes++;
            return new(new SecretValue("new"));
        }
    }

    /// <summary>A body is signed when it holds all secrets, joined.</summary>
    private sealed class Joined(Uri? keySet = null) : IWebhookSource
    {
        public bool SenderIsPlatform => true;

        public Uri? KeySet => keySet;

        public SignatureResult Verify(WebhookRequest request, IReadOnlyList<SecretValue> secrets) =>
            Encoding.UTF8.GetString(request.Body.Span) == string.Join('|', secrets.Select(secret => secret.Reveal()))
                ? SignatureResult.Valid
                : SignatureResult.Mismatch;

        public SourceReading Read(WebhookRequest request) => throw new NotSupportedException();
    }
}
