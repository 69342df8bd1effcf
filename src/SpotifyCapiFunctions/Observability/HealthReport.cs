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
/// <param name="trouble">What the storage refuses besides.</param>
public sealed class HealthReport(
    AppSettings settings, ConversionQueue queue, BlobContainers containers, ISecretReader secrets, DestinationPipelines lanes, StorageTrouble trouble,
    TimeProvider time)
{
    private readonly PushWatch push = new(settings.OfflinePush, containers, time);
    private readonly Lock gate = new();
    private Task<HealthJson>? shared;
    private long sharedAt;

    /// <summary>Everything works.</summary>
    public const string Ready = "ready";

    /// <summary>At least one check fails.</summary>
    public const string NotReady = "not_ready";

    /// <summary>The process answers; nothing was checked.</summary>
    public const string Alive = "alive";

    // No names, since anybody may ask.
    private const string SharedNumbers = "Several sources make the same ids from their own numbers for one destination; log event 9003 names them.";

    private const string Ok = "ok";
    private const string Failing = "failing";
    private const string Degraded = "degraded";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    // Anybody may ask, as often as they like.
    private static readonly TimeSpan SharedFor = TimeSpan.FromSeconds(5);

    private static string Version { get; } =
        typeof(HealthReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    internal static HealthJson Live { get; } = new(Alive, [], []);

    /// <summary>Checks, or gives the result of a moment ago; callers that come meanwhile wait for the same check.</summary>
    /// <returns>With all details; <see cref="HealthJson.WithoutDetails"/> is for strangers.</returns>
    internal Task<HealthJson> CheckAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            // A caller that gives up ends only its own wait.
            if (shared is null || (shared.IsCompleted && time.GetElapsedTime(sharedAt) >= SharedFor))
                shared = Task.Run(RunAsync, CancellationToken.None);

            return shared.WaitAsync(cancellationToken);
        }
    }

    private async Task<HealthJson> RunAsync()
    {
        var secretsAreThere = SecretsAsync();
        var blobsAreThere = BlobsAsync();
        var queueIsThere = QueueAsync();
        var stopped = StoppedAsync();
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
        sharedAt = time.GetTimestamp();
        return new HealthJson(failing.Length == 0 ? Ready : NotReady, checks, failing, Version, settings.Version, trouble.Failing);
    }

    private static HealthCheckJson Check(string name, string? code) => code is null ? new(name, Ok) : new(name, Failing, Code: code);

    private HealthCheckJson Destinations()
    {
        string[] states =
        [
            .. lanes.All.Select(lane => lane.Breaker.State)
                .Where(state => state.Status != DestinationStatus.Ok)
                .Select(state => state.Word)
                .Distinct().Order(),
        ];
        return states.Length == 0 ? new("destinations", Ok) : new("destinations", Degraded, states);
    }

    // Events are taken and delivered all the same, or wait: no reason to send callers elsewhere.
    private async Task<IReadOnlyList<string>> StoppedAsync()
    {
        var isStopped = settings.StoppedFunctions.Any(sentence => sentence.StartsWith(FunctionNames.PushOffline, StringComparison.Ordinal));
        if (settings.FileSources.Count == 0 || isStopped)
            return settings.StoppedFunctions;

        using var limit = new CancellationTokenSource(Timeout, time);
        return await push.IsOverdueAsync(limit.Token)
            ? [.. settings.StoppedFunctions, $"{FunctionNames.PushOffline} is overdue by its schedule; the host's log says why."]
            : settings.StoppedFunctions;
    }

    // To look at the queue takes another role than to send to it.
    private async Task<string?> QueueAsync() =>
        await queue.ProbeAsync(CancellationToken.None) is { } failure ? AzureFailure.Of(failure).Code : queue.Refused?.Code;

    private Task<string?> BlobsAsync() => FailureAsync(token => containers.Get(StorageNames.DeadLetters).ExistsAsync(token));

    private Task<string?> SecretsAsync() => FailureAsync(async token =>
    {
        foreach (var name in settings.SecretNames)
            await secrets.GetAsync(name, token);
    });

    // Whatever it is: no connection, no answer in time, no token for the identity. Null: it passes.
    private async Task<string?> FailureAsync(Func<CancellationToken, Task> check)
    {
        using var limit = new CancellationTokenSource(Timeout, time);
        try
        {
            await check(limit.Token);
            return null;
        }
        catch (Exception exception)
        {
            return AzureFailure.Of(exception).Code;
        }
    }
}

/// <summary>The answer of <c>GET /api/health</c>, and with the last three and all of the checks that of <c>GET /api/health/details</c>.</summary>
/// <param name="Version">Of the app.</param>
/// <param name="Configuration">Digest of the settings.</param>
/// <param name="Storage">Operations on the storage that fail.</param>
internal sealed record HealthJson(
    string Status, IReadOnlyList<HealthCheckJson> Checks, IReadOnlyList<string> Failing, string? Version = null, string? Configuration = null,
    IReadOnlyList<StorageFailure>? Storage = null)
{
    /// <summary>What anybody may know.</summary>
    public HealthJson WithoutDetails() => new(Status, [.. Checks.Select(check => check with { Details = null, Code = null })], Failing);
}

/// <param name="Name">What is checked.</param>
/// <param name="Status">ok, failing or degraded.</param>
/// <param name="States">Of the destinations: each state that is not ok, once, and no name, since anybody may ask.</param>
/// <param name="Details">Of the functions: what the host does not run, and what to do, a sentence each. Of the sources: what is risky in their
/// settings.</param>
/// <param name="Code">Why it fails: the service's error code, or what the network said.</param>
internal sealed record HealthCheckJson(
    string Name, string Status, IReadOnlyList<string>? States = null, IReadOnlyList<string>? Details = null, string? Code = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthJson))]
internal sealed partial class HealthJsonContext : JsonSerializerContext;
