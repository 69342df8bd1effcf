using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using SpotifyCapi.Records;

namespace SpotifyCapiFunctions.Records;

/// <summary>Lists dead letters page by page, in the order of their acceptance.</summary>
public sealed class DeadLetterList(BlobContainerClient container)
{
    // A listing call costs the same for 5,000 blobs as for one.
    private const int BlobsPerCall = 1000;
    private const int BlobsPerPage = 5000;

    /// <summary>What the replay jobs have done.</summary>
    internal ReplayMarks Marks { get; } = new(container);

    /// <summary>One page of at most <paramref name="limit"/> letters.</summary>
    /// <param name="cursor">Where the page before ended, a <see cref="DeadLetterCursor"/>; null for the first.</param>
    /// <returns>The page, and where the next one begins; null at the end.</returns>
    public async Task<(IReadOnlyList<DeadLetterItem> Items, string? Next)> PageAsync(
        DeadLetterFilter filter, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var items = new List<DeadLetterItem>();
        if (!DeadLetterCursor.TryParse(cursor, out var begin))
            throw new ArgumentException("It was not checked whether the cursor is ours.", nameof(cursor));

        var (marker, skip) = begin;
        try
        {
            var replayed = await Marks.ReadAsync(cancellationToken);
            var pages = container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, null, cancellationToken).AsPages(marker, BlobsPerCall);
            await foreach (var page in pages)
            {
                for (var i = skip; i < page.Values.Count; i++)
                {
                    if (ReplayMarks.IsNoLetter(page.Values[i].Name))
                        continue;

                    var item = ReplayMarks.Apply(DeadLetterMetadata.Read(page.Values[i].Name, page.Values[i].Metadata), replayed);
                    if (!filter.Matches(item))
                        continue;

                    if (items.Count == limit)
                        return (items, new DeadLetterCursor(marker, i).ToString());

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

    /// <summary>As many as one call lists, with their letters where the listing holds them, and where the storage resumes; null at the end.</summary>
    internal async Task<(IReadOnlyList<(DeadLetterItem Item, DeadLetter? Letter)> Letters, string? Marker)> BlobsAsync(
        string? marker, CancellationToken cancellationToken)
    {
        await foreach (var page in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, null, cancellationToken).AsPages(marker, BlobsPerPage))
        {
            var letters = page.Values.Where(blob => !ReplayMarks.IsNoLetter(blob.Name));
            return ([.. letters.Select(blob => (DeadLetterMetadata.Read(blob.Name, blob.Metadata), DeadLetterMetadata.Letter(blob.Metadata)))],
                string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken);
        }

        return ([], null);
    }
}

/// <summary>Where a page of dead letters ended: in which call of the storage's listing, and at which of its blobs.</summary>
/// <param name="Marker">The storage's own word for the call; null: the first one.</param>
/// <param name="Skip">Blobs of it that came before.</param>
internal readonly record struct DeadLetterCursor(string? Marker, int Skip)
{
    /// <summary>Whether a text is a cursor that an answer gave, or none at all.</summary>
    public static bool IsOurs(string? text) => TryParse(text, out _);

    /// <summary>Reads a cursor; without a text it is the beginning.</summary>
    public static bool TryParse(string? text, out DeadLetterCursor cursor)
    {
        cursor = default;
        if (string.IsNullOrEmpty(text))
            return true;

        try
        {
            var parts = Encoding.UTF8.GetString(Convert.FromBase64String(text.Replace('-', '+').Replace('_', '/'))).Split('|', 3);
            if (parts is not [var check, var skip, var marker]
                || !int.TryParse(skip, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            cursor = new DeadLetterCursor(marker.Length > 0 ? marker : null, number);
            return check == cursor.Check;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    public override string ToString() =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Check}|{Number}|{Marker}")).Replace('+', '-').Replace('/', '_');

    // The storage refuses a marker that it has not given, or begins anywhere: a text that was cut or made up is known before it is asked.
    private string Check => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Number}|{Marker}")).AsSpan(0, 4));

    private string Number => Skip.ToString(CultureInfo.InvariantCulture);
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
