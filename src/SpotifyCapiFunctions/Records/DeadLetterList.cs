using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SpotifyCapiFunctions.Records;

/// <summary>Lists dead letters page by page, in the order of their acceptance.</summary>
public sealed class DeadLetterList(BlobContainerClient container)
{
    // A listing call costs the same for 5,000 blobs as for one.
    private const int BlobsPerCall = 1000;

    /// <summary>One page of at most <paramref name="limit"/> letters.</summary>
    /// <param name="cursor">Where the page before ended; null for the first.</param>
    /// <returns>The page, and where the next one begins; null at the end.</returns>
    public async Task<(IReadOnlyList<DeadLetterItem> Items, string? Next)> PageAsync(
        DeadLetterFilter filter, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var items = new List<DeadLetterItem>();
        var (marker, skip) = Decode(cursor);
        try
        {
            var pages = container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, null, cancellationToken).AsPages(marker, BlobsPerCall);
            await foreach (var page in pages)
            {
                for (var i = skip; i < page.Values.Count; i++)
                {
                    var item = DeadLetterMetadata.Read(page.Values[i].Name, page.Values[i].Metadata);
                    if (!filter.Matches(item))
                        continue;

                    if (items.Count == limit)
                        return (items, Encode(marker, i));

                    items.Add(item);
                }

                skip = 0;
                marker = page.ContinuationToken;
                if (string.IsNullOrEmpty(marker))
                    break;
            }
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
        }

        return (items, null);
    }

    private static string Encode(string? marker, int skip) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{skip.ToString(CultureInfo.InvariantCulture)}|{marker}")).Replace('+', '-').Replace('/', '_');

    private static (string? Marker, int Skip) Decode(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
            return (null, 0);

        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(cursor.Replace('-', '+').Replace('_', '/')));
            var bar = text.IndexOf('|', StringComparison.Ordinal);
            return int.TryParse(text.AsSpan(0, Math.Max(bar, 0)), NumberStyles.None, CultureInfo.InvariantCulture, out var skip)
                ? (text[(bar + 1)..] is { Length: > 0 } marker ? marker : null, skip)
                : (null, 0);
        }
        catch (FormatException)
        {
            return (null, 0);
        }
    }
}

/// <summary>Selects dead letters.</summary>
/// <param name="From">Given up at this time or later.</param>
/// <param name="To">Given up at this time or earlier.</param>
/// <param name="OnlyOpen">Not replayed yet.</param>
public sealed record DeadLetterFilter(DateTimeOffset? From, DateTimeOffset? To, string? Reason, string? Destination, bool OnlyOpen = false)
{
    public bool Matches(DeadLetterItem item) =>
        (From is null || item.DiedAt >= From)
        && (To is null || item.DiedAt <= To)
        && (!OnlyOpen || item.Replays == 0)
        && (Reason is null || item.Reason == Reason)
        && (Destination is null || string.Equals(item.Destination, Destination, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A dead letter in a list.</summary>
/// <param name="Id">Name of its blob.</param>
/// <param name="Message">First words of the last answer, redacted.</param>
/// <param name="ReplayedAt">When it was last put back into the queue.</param>
/// <param name="Replays">How often it was put back into the queue.</param>
public sealed record DeadLetterItem(
    string Id, string Reason, string? Destination, string? Source, string? EventId, string? EventName, DateTimeOffset? EventTime,
    int Attempts, DateTimeOffset? FirstQueued, DateTimeOffset? DiedAt, int? Status, string? Message, string? TraceId,
    DateTimeOffset? ReplayedAt, int Replays);
