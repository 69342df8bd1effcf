using SpotifyCapi.Settings;

namespace SpotifyCapi.Tests.Settings;

/// <summary>Secrets by name; a refresh shows what was stored since.</summary>
internal sealed class FakeSecrets(params (string Name, string Value)[] secrets) : ISecretReader
{
    private readonly Dictionary<string, string> cached = secrets.ToDictionary(pair => pair.Name, pair => pair.Value);

    public Dictionary<string, string> Stored { get; } = secrets.ToDictionary(pair => pair.Name, pair => pair.Value);

    public int Refreshes { get; private set; }

    /// <summary>Every read waits for this.</summary>
    public Func<CancellationToken, Task> Wait { get; set; } = _ => Task.CompletedTask;

    public async ValueTask<SecretValue> GetAsync(string name, CancellationToken cancellationToken)
    {
        await Wait(cancellationToken);
        return cached.TryGetValue(name, out var value) ? new SecretValue(value) : throw new SecretUnavailableException(name);
    }

    public ValueTask<SecretValue> RefreshAsync(string name, CancellationToken cancellationToken)
    {
        Refreshes++;
        cached[name] = Stored.TryGetValue(name, out var stored) ? stored : throw new SecretUnavailableException(name);
        return GetAsync(name, cancellationToken);
    }
}
