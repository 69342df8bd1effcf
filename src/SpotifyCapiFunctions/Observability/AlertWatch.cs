using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Records;
using SpotifyCapi.Spotify;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Inspector;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Observability;

/// <summary>
/// Looks at the counts of all instances and tells the receiver of <c>Alerts__Url</c> what changed. What was told stands in a blob, so that
/// neither a restart nor another instance tells it twice.
/// </summary>
public sealed partial class AlertWatch(
    AlertOptions options, FrozenDictionary<string, Destination> destinations, AlertReceiver receiver, TallyReader tallies, SetupReport setup,
    BlobContainerClient container, ConversionTelemetry telemetry, TimeProvider time, ILogger<AlertWatch> logger)
{
    private const string StateBlob = "alerts/state.json";

    // Spotify's own figures change slowly, and its Ads API counts calls.
    private const int MinuteOfSetup = 5;

    /// <summary>One look.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (options.Url is null)
            return;

        var (states, tag) = await ReadAsync(cancellationToken);
        var book = new AlertBook(options.InARow, options.Throttle);
        var next = states.ToDictionary(state => (state.Name, state.Destination));
        next.TryAdd((AlertNames.Watch, null), new AlertState(AlertNames.Watch, null, IsOpen: false, 0, time.GetUtcNow(), Told: null));
        foreach (var condition in await ConditionsAsync(next[(AlertNames.Watch, null)].Since, cancellationToken))
        {
            var key = (condition.Name, condition.Destination);
            var (state, notice) = book.Next(next.GetValueOrDefault(key), condition, time.GetUtcNow());

            // What could not be told is told at the next look.
            if (state is not null && (notice is null || await IsToldAsync(notice, cancellationToken)))
                next[key] = state;
        }

        AlertState[] after = [.. next.Values];
        if (!after.SequenceEqual(states))
            await WriteAsync(after, tag, cancellationToken);
    }

    private async Task<List<AlertCondition>> ConditionsAsync(DateTimeOffset watchedSince, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var longest = new[] { AlertRules.Window, 2 * options.NothingReceivedFor, 2 * options.NothingDeliveredFor }.Max();
        var lines = await tallies.ReadAsync(now - longest, now, TimeSpan.FromHours(1), cancellationToken);
        var conditions = new List<AlertCondition>();
        foreach (var destination in destinations.Values.Select(destination => destination.Name))
        {
            var ofDestination = lines.Where(line => string.Equals(line.Destination, destination, StringComparison.OrdinalIgnoreCase));
            conditions.AddRange(AlertRules.Of(destination, Sum(ofDestination, AlertRules.Window), options.DeadLetters));
        }

        if (options.NothingReceivedFor > TimeSpan.Zero)
            conditions.Add(AlertRules.Received(lines, now, options.NothingReceivedFor, watchedSince));

        if (options.NothingDeliveredFor > TimeSpan.Zero)
            conditions.Add(AlertRules.Delivered(lines, now, options.NothingDeliveredFor));

        if (now.Minute % 60 < MinuteOfSetup)
        {
            var setups = (await setup.CreateAsync(cancellationToken)).Destinations;
            conditions.AddRange(setups.Select(checkedOne => AlertRules.Setup(checkedOne.Destination, checkedOne.Checks)));
        }

        return conditions;

        Figures Sum(IEnumerable<TallyLine> of, TimeSpan window)
        {
            var sum = new Figures();
            foreach (var line in of.Where(line => line.Minute >= FigureKey.MinuteOf(now - window)))
                sum.Add(line.Figures);

            return sum;
        }
    }

    private async Task<bool> IsToldAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        var problem = await receiver.TellAsync(notice, cancellationToken);
        telemetry.AlertTold(notice.Condition.Name, problem is null);
        if (problem is not null)
            LogUntold(logger, notice.Condition.Name, problem);

        return problem is null;
    }

    private async Task<(AlertState[] States, ETag? Tag)> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var blob = await container.GetBlobClient(StateBlob).DownloadContentAsync(cancellationToken);
            return (JsonSerializer.Deserialize(blob.Value.Content, AlertJsonContext.Default.AlertStateArray) ?? [], blob.Value.Details.ETag);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return ([], null);
        }
        catch (JsonException)
        {
            return ([], ETag.All);
        }
    }

    // Another instance that looked at the same time has written, and has told; then its state stands.
    private async Task WriteAsync(AlertState[] states, ETag? tag, CancellationToken cancellationToken)
    {
        var content = new BinaryData(JsonSerializer.SerializeToUtf8Bytes(states, AlertJsonContext.Default.AlertStateArray));
        var conditions = tag is { } known ? new BlobRequestConditions { IfMatch = known } : new BlobRequestConditions { IfNoneMatch = ETag.All };
        try
        {
            await container.GetBlobClient(StateBlob)
                .UploadAsync(content, new BlobUploadOptions { Conditions = conditions }, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            LogOverlapped(logger);
        }
    }

    [LoggerMessage(
        9101, LogLevel.Warning, "The alert {Alert} could not be posted to Alerts__Url: {Problem}. It is tried again at the next check",
        EventName = "9101")]
    private static partial void LogUntold(ILogger logger, string alert, string problem);

    [LoggerMessage(9102, LogLevel.Information, "Another instance looked for alerts at the same time; its state stands", EventName = "9102")]
    private static partial void LogOverlapped(ILogger logger);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(AlertState[]))]
internal sealed partial class AlertJsonContext : JsonSerializerContext;
