using System.Reflection;
using System.Text.Json.Serialization;
using SpotifyCapi.Delivery;
using SpotifyCapi.Settings;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Offline;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Observability;

/// <summary>
/// Checks what the app needs to do its work. "Alive" means that the process answers, "ready" that events are taken and can be delivered. A
/// restart helps only what is not alive; what is not ready waits for something outside.
/// </summary>
/// <param name="lanes">State of the destinations; a sick one does not make the app unready, since its events wait.</param>
public sealed class HealthReport(
    AppSettings settings, ConversionQueue queue, BlobContainers containers, ISecretReader secrets, DestinationPipelines lanes, TimeProvider time)
{
    private readonly PushWatch push = new(settings, containers, time);

    /// <summary>Everything works.</summary>
    public const string Ready = "ready";

    /// <summary>At least one check fails.</summary>
    public const string NotReady = "not_ready";

    /// <summary>The process answers; nothing was checked.</summary>
    public const string Alive = "alive";

    // No names, since anybody may ask.
    private const string SharedNumbers = "Several sources make the same ids of their own numbers for one destination; the log of the start names them (9003).";

    private const string Ok = "ok";
    private const string Failing = "failing";
    private const string Degraded = "degraded";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private static string Version { get; } =
        typeof(HealthReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    internal HealthJson Live() => new(Alive, [], [], Version, settings.Version);

    internal async Task<HealthJson> CheckAsync(CancellationToken cancellationToken)
    {
        var secretsAreThere = SecretsAsync(cancellationToken);
        var blobsAreThere = BlobsAsync(cancellationToken);
        var queueIsThere = queue.IsReachableAsync(cancellationToken);
        var stopped = StoppedAsync(cancellationToken);
        HealthCheckJson[] checks =
        [
            Check("queue", await queueIsThere),
            Check("blob", await blobsAreThere),
            Check("secrets", await secretsAreThere),
            Destinations(),
            await stopped is [] ? new("functions", Ok) : new("functions", Degraded, Details: await stopped),
            .. settings.SharedNumbers.Count == 0 ? (HealthCheckJson[])[] : [new("sources", Degraded, Details: [SharedNumbers])],
        ];
        string[] failing = [.. checks.Where(check => check.Status == Failing).Select(check => check.Name)];
        return new HealthJson(failing.Length == 0 ? Ready : NotReady, checks, failing, Version, settings.Version);
    }

    private static HealthCheckJson Check(string name, bool passes) => new(name, passes ? Ok : Failing);

    private HealthCheckJson Destinations()
    {
        string[] states = [.. lanes.All.Select(lane => lane.Breaker.State).Where(state => state.Status != DestinationStatus.Ok).Select(state => state.Word).Distinct().Order()];
        return states.Length == 0 ? new("destinations", Ok) : new("destinations", Degraded, states);
    }

    // Events are taken and delivered all the same, or wait: no reason to send callers elsewhere.
    private async Task<IReadOnlyList<string>> StoppedAsync(CancellationToken cancellationToken)
    {
        if (settings.FileSources.Count == 0 || settings.StoppedFunctions.Any(sentence => sentence.StartsWith(FunctionNames.PushOffline, StringComparison.Ordinal)))
            return settings.StoppedFunctions;

        using var limit = new CancellationTokenSource(Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await push.IsOverdueAsync(linked.Token)
            ? [.. settings.StoppedFunctions, $"{FunctionNames.PushOffline} is overdue by its schedule; the host's log says why."]
            : settings.StoppedFunctions;
    }

    private Task<bool> BlobsAsync(CancellationToken cancellationToken) =>
        PassesAsync(token => containers.Get(StorageNames.DeadLetters).ExistsAsync(token), cancellationToken);

    private Task<bool> SecretsAsync(CancellationToken cancellationToken) => PassesAsync(
        async token =>
        {
            foreach (var name in settings.SecretNames)
                await secrets.GetAsync(name, token);
        },
        cancellationToken);

    private async Task<bool> PassesAsync(Func<CancellationToken, Task> check, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await check(linked.Token);
            return true;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is: no connection, no answer in time, no token for the identity.
            return false;
        }
    }
}

/// <summary>The answer of <c>GET /api/health</c>.</summary>
internal sealed record HealthJson(
    string Status, IReadOnlyList<HealthCheckJson> Checks, IReadOnlyList<string> Failing, string Version, string Configuration);

/// <param name="Name">What is checked.</param>
/// <param name="Status">ok, failing or degraded.</param>
/// <param name="States">Of the destinations: each state that is not ok, once, and no name, since anybody may ask.</param>
/// <param name="Details">Of the functions: what the host does not run, and what to do, a sentence each. Of the sources: what is risky in their settings.</param>
internal sealed record HealthCheckJson(string Name, string Status, IReadOnlyList<string>? States = null, IReadOnlyList<string>? Details = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthJson))]
internal sealed partial class HealthJsonContext : JsonSerializerContext;
