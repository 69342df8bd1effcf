using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SpotifyCapi.Delivery;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Spotify;
using SpotifyCapi.Webhooks;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Privacy;

/// <summary>
/// What is to be removed, durable until it is done: digests and ids, nothing readable. Both forms of a number are kept, because the setting
/// that chose one may have changed since.
/// </summary>
/// <param name="Source">Only what came from this source.</param>
/// <param name="Everything">The shop has left: all of the source.</param>
/// <param name="Digests">Digests of the person's addresses and numbers.</param>
/// <param name="EventIds">Ids that the person's events have.</param>
/// <param name="OrderIds">The platform's ids of the person's orders.</param>
internal sealed record ErasureOrder(
    string Source, bool Everything, IReadOnlyList<string> Digests, IReadOnlyList<string> EventIds, IReadOnlyList<string> OrderIds)
{
    /// <summary>How far it is carried out; null: not begun.</summary>
    public ErasureProgress? Progress { get; init; }

    /// <summary>The version that was read.</summary>
    [JsonIgnore]
    public ETag? Version { get; init; }

    /// <summary>From a platform's request.</summary>
    public static ErasureOrder Of(string source, SourceReading.PrivacyRequest request, Destination destination)
    {
        var emails = request.Emails.Select(raw => EmailNormalizer.TryNormalize(raw.Value, out var email) ? Sha256Digest.Of(email.Value).ToHex() : null);
        var phones = request.Phones
            .Select(raw => SpotifyCapi.Phones.PhoneNormalizer.Normalize(raw.Value, raw.Country, destination.DefaultCountry).Number)
            .Where(number => number is not null)
            .SelectMany(number => Enum.GetValues<PhoneFormat>().Select(format => format.Digest(number!.Value).ToHex()));
        return new ErasureOrder(
            source,
            request.Kind == PrivacyRequestKind.ShopRedact,
            [.. emails.Where(digest => digest is not null).Select(digest => digest!).Concat(phones).Distinct()],
            request.EventIds,
            request.OrderIds);
    }

    /// <summary>Whether an event belongs to the person.</summary>
    public bool Matches(string source, string? eventId, string? orderId, IEnumerable<string> digests) =>
        IsOf(source)
        && (Everything
            || (eventId is not null && EventIds.Contains(eventId))
            || (orderId is not null && OrderIds.Contains(orderId))
            || digests.Any(digest => Digests.Any(wanted => wanted.StartsWith(digest, StringComparison.Ordinal))));

    public bool IsOf(string source) => string.Equals(source, Source, StringComparison.OrdinalIgnoreCase);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErasureOrder))]
internal sealed partial class ErasureJsonContext : JsonSerializerContext;

/// <summary>
/// Keeps erasure orders until they are carried out: a platform's answer of 200 promises that they will be. Each is carried out twice: soon, and
/// once more when nothing can wait for delivery any more that was accepted before, since what is delivered meanwhile is written down anew.
/// </summary>
public sealed class ErasureOrders(BlobContainers containers, RetryScheduleOptions retries, StorageTrouble trouble, TimeProvider time)
{
    private const string Keep = "erasure order write";
    private const string Prefix = "privacy/";
    private const string AgainPrefix = "privacy-again/";
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfff";
    private const int TimeLength = 18;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    /// <returns>Whether it is stored.</returns>
    internal async Task<bool> KeepAsync(ErasureOrder order, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestWait, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await containers.Get(StorageNames.WebhookDeliveries).CreateIfNotExistsAsync(cancellationToken: linked.Token);
            var now = time.GetUtcNow();
            await WriteAsync($"{Prefix}{now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{Guid.CreateVersion7(now):N}", order, linked.Token);
            trouble.Succeeded(Keep);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            trouble.Failed(Keep, exception);
            return false;
        }
    }

    /// <summary>The orders that are to be carried out now, by name, oldest first.</summary>
    internal async Task<IReadOnlyDictionary<string, ErasureOrder>> ReadAsync(CancellationToken cancellationToken)
    {
        var orders = new SortedDictionary<string, ErasureOrder>(StringComparer.Ordinal);
        var container = containers.Get(StorageNames.WebhookDeliveries);
        if (!await container.ExistsAsync(cancellationToken))
            return orders;

        foreach (var prefix in (string[])[Prefix, AgainPrefix])
        {
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, prefix, cancellationToken))
            {
                if (prefix == Prefix || IsDueAgain(blob.Name))
                {
                    if (await ReadAsync(container.GetBlobClient(blob.Name), cancellationToken) is { } order)
                        orders[blob.Name] = order;
                }
            }
        }

        return orders;
    }

    /// <summary>Writes down how far an order has come.</summary>
    /// <returns>Its new version; null when another instance has changed it since it was read.</returns>
    internal async Task<ETag?> SaveAsync(string name, ErasureOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(name, order, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return null;
        }
    }

    /// <summary>Puts an order away that was carried out: until the second time, or for good.</summary>
    internal async Task DoneAsync(string name, ErasureOrder order, CancellationToken cancellationToken)
    {
        if (name.StartsWith(Prefix, StringComparison.Ordinal))
            await WriteAsync(AgainPrefix + name[Prefix.Length..], order with { Progress = order.Progress?.Again(), Version = null }, cancellationToken);

        await containers.Get(StorageNames.WebhookDeliveries).GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
    }

    // What has no readable time was not written by us, and is carried out rather than kept for ever.
    private bool IsDueAgain(string name) =>
        !DateTimeOffset.TryParseExact(
            name.AsSpan(AgainPrefix.Length, Math.Min(TimeLength, name.Length - AgainPrefix.Length)), TimeFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out var ordered)
        || ordered + retries.LongestLife < time.GetUtcNow();

    // Null: it is done, and was put away since it was listed.
    private static async Task<ErasureOrder?> ReadAsync(BlobClient blob, CancellationToken cancellationToken)
    {
        try
        {
            var found = (await blob.DownloadContentAsync(cancellationToken)).Value;
            return JsonSerializer.Deserialize(found.Content, ErasureJsonContext.Default.ErasureOrder)! with { Version = found.Details.ETag };
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    private async Task<ETag> WriteAsync(string name, ErasureOrder order, CancellationToken cancellationToken)
    {
        var content = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(order, ErasureJsonContext.Default.ErasureOrder));
        var conditions = order.Version is { } version ? new BlobRequestConditions { IfMatch = version } : null;
        var options = new BlobUploadOptions { Conditions = conditions };
        return (await containers.Get(StorageNames.WebhookDeliveries).GetBlobClient(name).UploadAsync(content, options, cancellationToken)).Value.ETag;
    }
}
