using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SpotifyCapiFunctions.Records;

/// <summary>Lists dead letters page by page, in the order of their acceptance.</summary>
/// <param name="container">The container <c>dead-letters</c>.</param>
public sealed class DeadLetterList(BlobContainerClient container)
{
    // A listing call costs the same for 5,000 blobs as for one.
    private const int BlobsPerCall = 1000;

    /// <summary>One page.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cursor">Where the page before ended; null for the first.</param>
    /// <param name="cancellationToken">The caller hung up.</param>
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
