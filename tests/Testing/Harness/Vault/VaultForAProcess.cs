
namespace Testing.Harness.Vault;

/// <summary>
/// A vault for the app as a process: its genuine client asks for a vault's public name, a proxy from the environment takes it to the
/// stand-in, and the environment names the certificate to trust. Nothing in the app is different from Azure.
/// </summary>
internal sealed class VaultForAProcess : IAsyncDisposable
{
    private readonly IdentityStandIn identity;
    private readonly ConnectProxy proxy;
    private readonly string trusted = Path.GetTempFileName();

    private VaultForAProcess(KeyVaultStandIn vault, IdentityStandIn identity)
    {
        (Vault, this.identity, proxy) = (vault, identity, new ConnectProxy(vault.Address.Port));
        File.WriteAllText(trusted, vault.Certificate.ExportCertificatePem());
    }

    public KeyVaultStandIn Vault { get; }

    /// <summary>How often the app has asked for a secret, with or without success.</summary>
    public int Asked => Vault.Reads + proxy.Refused;

    public static async Task<VaultForAProcess> StartAsync() => new(await KeyVaultStandIn.StartAsync(), await IdentityStandIn.StartAsync());

    /// <summary>The app finds its secrets in the vault only.</summary>
    public void Apply(IDictionary<string, string> settings)
    {
        foreach (var name in settings.Keys.Where(key => key.StartsWith("Secrets__", StringComparison.Ordinal)).ToArray())
        {
            Vault.Values[name["Secrets__".Length..].Replace('_', '-')] = settings[name];
            settings.Remove(name);
        }

        settings["KeyVault__Uri"] = $"https://{KeyVaultStandIn.PublicName}/";
        settings["HTTPS_PROXY"] = proxy.Address.AbsoluteUri;
        settings["SSL_CERT_FILE"] = trusted;
        identity.Apply(settings);
    }

    public void GoDown() => proxy.SwitchOff();

    public void ComeBack() => proxy.SwitchOn();

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await identity.DisposeAsync();
        await Vault.DisposeAsync();
        File.Delete(trusted);
    }
}
