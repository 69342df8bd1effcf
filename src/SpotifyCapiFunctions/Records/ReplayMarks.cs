using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace SpotifyCapiFunctions.Records;

/// <summary>
/// Which letters the replay jobs have put back into the queue. A job writes a line for each letter into a blob of its own, a block for each
/// message, since a mark at each letter would cost as much as reading it.
/// </summary>
/// <param name="container">The container <c>dead-letters</c>; letters begin with a digit, so marks and jobs come after all of them.</param>
public sealed class ReplayMarks(BlobContainerClient container)
{
    internal const string Prefix = "replay/";
    private const string Ending = ".marks";

    private readonly ConcurrentDictionary<string, (ETag? Version, FrozenDictionary<string, DateTimeOffset> Letters)> known = new();

    /// <summary>Whether a blob of the container is none of the letters.</summary>
    internal static bool IsNoLetter(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The letters of every job by their ids, with the time of the replay.</summary>
    internal async Task<IReadOnlyDictionary<string, FrozenDictionary<string, DateTimeOffset>>> ReadAsync(CancellationToken cancellationToken)
    {
        var jobs = new Dictionary<string, FrozenDictionary<string, DateTimeOffset>>(StringComparer.Ordinal);
        try
        {
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, Prefix, cancellationToken))
            {
                if (!blob.Name.EndsWith(Ending, StringComparison.Ordinal))
                    continue;

                if (!known.TryGetValue(blob.Name, out var marks) || marks.Version != blob.Properties.ETag)
                {
                    var content = await container.GetBlobClient(blob.Name).DownloadContentAsync(cancellationToken);
                    known[blob.Name] = marks = (content.Value.Details.ETag, Parse(content.Value.Content.ToString()));
                }

                jobs[blob.Name[Prefix.Length..^Ending.Length]] = marks.Letters;
            }
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
        }

        return jobs;
    }

    /// <summary>A letter with what the jobs have done.</summary>
    internal static DeadLetterItem Apply(DeadLetterItem item, IReadOnlyDictionary<string, FrozenDictionary<string, DateTimeOffset>> jobs)
    {
        foreach (var letters in jobs.Values)
        {
            if (letters.TryGetValue(item.Id, out var at))
                item = item with { Replays = item.Replays + 1, ReplayedAt = item.ReplayedAt > at ? item.ReplayedAt : at };
        }

        return item;
    }

    /// <summary>Marks letters that are in the queue.</summary>
    internal Task AppendAsync(string job, IEnumerable<string> ids, DateTimeOffset at)
    {
        var lines = ids.Select(id => string.Create(CultureInfo.InvariantCulture, $"{id} {at.ToUnixTimeMilliseconds()}\n"));
        var block = new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines)));
        return container.GetAppendBlobClient($"{Prefix}{job}{Ending}").AppendBlockAsync(block);
    }

    internal Task CreateAsync(string job, CancellationToken cancellationToken) =>
        container.GetAppendBlobClient($"{Prefix}{job}{Ending}").CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    private static FrozenDictionary<string, DateTimeOffset> Parse(string text)
    {
        var letters = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var blank = line.IndexOf(' ');
            if (blank > 0 && long.TryParse(line[(blank + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var at))
                letters[line[..blank].ToString()] = DateTimeOffset.FromUnixTimeMilliseconds(at);
        }

        return letters.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
