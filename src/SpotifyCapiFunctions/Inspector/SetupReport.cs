using System.Collections.Frozen;
using System.Text.Json.Serialization;
using SpotifyCapi.Delivery;
using SpotifyCapi.Records;
using SpotifyCapi.Settings;
using SpotifyCapi.Spotify;
using SpotifyCapiFunctions.Records;

namespace SpotifyCapiFunctions.Inspector;

/// <summary>Checks, for every destination, whether what is sent to Spotify counts there. Holds no secret and nothing of a person.</summary>
public sealed class SetupReport(
    FrozenDictionary<string, Destination> destinations, RetryScheduleOptions retries, AdsApiClient api, DiagnosticsClient diagnostics,
    ISecretReader secrets, TallyReader tallies, DestinationPipelines pipelines, TimeProvider time)
{
    private static readonly AdsAnswer NotConfigured = new(DiagnosticsStatus.NotConfigured);

    internal async Task<SetupJson> CreateAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var lines = await tallies.ReadAsync(now.AddDays(-7), now, retries.LongestLife, cancellationToken);
        var all = destinations.Values.OrderBy(destination => destination.Name, StringComparer.OrdinalIgnoreCase);
        var checks = await Task.WhenAll(all.Select(destination => CheckAsync(destination, lines, now, cancellationToken)));

        // Who reads the first line only is to read of what must be done first, whichever destination it is.
        var status = checks.Select(check => check.Status).MinBy(CheckStatus.Urgency) ?? CheckStatus.Unknown;
        return new SetupJson(now, status, [.. checks.OrderBy(check => CheckStatus.Urgency(check.Status))]);
    }

    private async Task<CheckedDestinationJson> CheckAsync(
        Destination destination, IReadOnlyList<TallyLine> lines, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var connection = AskAsync(ads => ads.Connection(destination.ConnectionId));
        var dataset = AskAsync(ads => ads.Dataset);
        var received = diagnostics.AskAsync(destination, cancellationToken);
        var (hasToken, tokenId) = await TokenAsync(destination, cancellationToken);
        var own = lines.Where(line => string.Equals(line.Destination, destination.Name, StringComparison.OrdinalIgnoreCase)).ToArray();
        var sent = own.Where(line => line.Figures.Sent is { Count: > 0 }).ToArray();
        var (first, last) = (DateOnly.FromDateTime(now.UtcDateTime.AddDays(-7)), DateOnly.FromDateTime(now.UtcDateTime));
        var blocked = pipelines.Find(destination.Name)?.Breaker.State;
        var checks = SetupChecks.Of(new SetupFacts
        {
            Destination = destination,
            Now = now,
            HasToken = hasToken,
            TokenId = tokenId,
            BlockedBy = blocked is { Status: not DestinationStatus.Ok } ? blocked.Reason : null,
            Connection = await connection,
            Dataset = await dataset,
            Received = await received,
            Days = DiagnosticsComparison.Of(destination, own, await received, first, last),
            LastDay = Sum(own, FigureKey.MinuteOf(now.AddDays(-1))),
            LastWeek = Sum(own, 0),
            LastSent = sent.Length > 0 ? DateTimeOffset.UnixEpoch.AddMinutes(sent.Max(line => line.Minute)) : null,
        });
        return new CheckedDestinationJson(destination.Name, checks[0].Status, checks);

        Task<AdsAnswer> AskAsync(Func<AdsAccess, Uri> resource) =>
            destination.Ads is { } ads ? api.GetAsync(ads, resource(ads), cancellationToken) : Task.FromResult(NotConfigured);
    }

    private async Task<(bool IsThere, string? Id)> TokenAsync(Destination destination, CancellationToken cancellationToken)
    {
        try
        {
            if (destination.Partner is { } partner)
            {
                await secrets.GetAsync(partner.ClientIdSecret, cancellationToken);
                await secrets.GetAsync(partner.ClientSecretSecret, cancellationToken);
                return (true, null);
            }

            return (true, SetupFacts.TokenIdOf((await secrets.GetAsync(destination.TokenSecret, cancellationToken)).Reveal()));
        }
        catch (SecretUnavailableException)
        {
            return (false, null);
        }
    }

    private static Figures Sum(IEnumerable<TallyLine> lines, long fromMinute)
    {
        var sum = new Figures();
        foreach (var line in lines.Where(line => line.Minute >= fromMinute))
            sum.Add(line.Figures);

        return sum;
    }
}

/// <summary>The answer of <c>GET /api/diagnostics?view=setup</c> (docs/openapi.json).</summary>
internal sealed record SetupJson(DateTimeOffset AsOf, string Status, IReadOnlyList<CheckedDestinationJson> Destinations);

internal sealed record CheckedDestinationJson(string Destination, string Status, IReadOnlyList<SetupCheck> Checks);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SetupJson))]
internal sealed partial class SetupJsonContext : JsonSerializerContext;
