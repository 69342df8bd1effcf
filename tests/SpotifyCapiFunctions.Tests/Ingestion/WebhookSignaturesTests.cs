using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Moq;
using SpotifyCapi.Settings;
using SpotifyCapi.Telemetry;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Ingestion;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Ingestion;

public sealed class WebhookSignaturesTests
{
    private readonly FakeLogger<WebhookSignatures> log = new();
    private readonly StandingTime time = new();

    [Fact]
    public async Task Signature_of_any_of_the_secrets_is_checked_and_a_refusal_is_counted_without_the_body()
    {
        var source = new Source("shop", ["shop-secret", "main-token"], "main", new Joined());

        Assert.Equal(SignatureResult.Valid, await Signatures().VerifyAsync(source, Request("the secret|the token"), default));
        Assert.Equal(SignatureResult.Mismatch, await Signatures().VerifyAsync(source, Request("jane@example.com"), default));

        var (level, text) = Assert.Single(log.Entries());
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
        var secrets = Replaced();

        Assert.Equal(SignatureResult.Valid, await Signatures(secrets.Object).VerifyAsync(source, Request("old"), default));
        secrets.Verify(reader => reader.RefreshAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()), Times.Never);
        Assert.Equal(SignatureResult.Valid, await Signatures(secrets.Object).VerifyAsync(source, Request("new"), default));
        Assert.Equal(SignatureResult.Mismatch, await Signatures(secrets.Object).VerifyAsync(source, Request("forged"), default));
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

    private IEnumerable<string> Warnings() => log.Entries().Where(entry => entry.Level == LogLevel.Warning).Select(entry => entry.Text);

    [Fact]
    public async Task Public_keys_of_a_host_are_read_beside_the_secrets_and_without_them_nothing_is_refused()
    {
        var source = new Source("shop", [], "main", new Joined(new Uri("https://shop.example/jwks.json")));

        Assert.Equal(SignatureResult.Valid, await Signatures(Replaced().Object).VerifyAsync(source, Request("old"), default));
        await Assert.ThrowsAsync<SecretUnavailableException>(() => Signatures().VerifyAsync(source, Request("old"), default));
    }

    private static WebhookRequest Request(string body) => new(Encoding.UTF8.GetBytes(body), _ => [], Intakes.Time.GetUtcNow());

    private WebhookSignatures Signatures(ISecretReader? secrets = null) =>
        new(secrets ?? new ConfigurationSecrets(Configured.With()), new ConversionTelemetry(), time, log);

    /// <summary>Holds the value from before a rotation until it is asked to look again.</summary>
    private static Mock<ISecretReader> Replaced() => Scripted.Secrets((_, _) => new(new SecretValue("old")), (_, _) => new(new SecretValue("new")));

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
