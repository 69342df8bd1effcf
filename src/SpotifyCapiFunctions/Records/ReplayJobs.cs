using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace SpotifyCapiFunctions.Records;

/// <summary>A replay of all dead letters that match, and how far it has come. Stored after each page of letters, so that any instance resumes it.</summary>
internal sealed record ReplayJob
{
    public string Id { get; init; } = string.Empty;

    /// <summary><c>running</c> until all letters were looked at, then <c>done</c>; <c>dry_run</c> when nothing was to be done.</summary>
    public string Status { get; init; } = Running;

    /// <summary>When it was asked for. A letter that was given up later is none of it, or what is refused again would go round for ever.</summary>
    public DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public string? Reason { get; init; }

    public string? Destination { get; init; }

    /// <summary>Letters that were replayed before as well.</summary>
    public bool Again { get; init; }

    /// <summary>Letters that match, of those looked at so far.</summary>
    public long Found { get; init; }

    /// <summary>Letters that are back in the queue.</summary>
    public long Replayed { get; init; }

    /// <summary>Letters that are not, by the status that the replay of a few gives them.</summary>
    public IReadOnlyDictionary<string, long> Skipped { get; init; } = new Dictionary<string, long>();

    /// <summary>Messages that were queued.</summary>
    public long Messages { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why the last run ended early, an error code; the next one resumes within a minute.</summary>
    public string? Problem { get; init; }

    /// <summary>Where the storage's listing resumes; null: at its beginning.</summary>
    public string? Marker { get; init; }

    /// <summary>Until when an instance works on it; null: none does.</summary>
    public DateTimeOffset? BusyUntil { get; init; }

    internal const string Running = "running";
    internal const string Done = "done";
    internal const string DryRun = "dry_run";

    [JsonIgnore]
    public DeadLetterFilter Filter => new(From, To < RequestedAt ? To : RequestedAt, Reason, Destination);
}

/// <summary>The jobs of <c>GET /api/dead-letters/replays</c>, newest first.</summary>
internal sealed record ReplayJobsJson(IReadOnlyList<ReplayJob> Replays);

/// <summary>Keeps replay jobs. Who changes one names the version that he has read, so two instances never overwrite each other.</summary>
/// <param name="container">The container <c>dead-letters</c>.</param>
public sealed class ReplayJobs(BlobContainerClient container, TimeProvider time)
{
    private const string Ending = ".json";
    private const string Latest = ReplayMarks.Prefix + "latest";
    private const string State = "state";
    private const int MostListed = 20;

    // Longer than there is between the two writes of a new job: then the instance that began it was killed between them.
    private static readonly TimeSpan UntilItIsThere = TimeSpan.FromMinutes(1);

    /// <summary>Begins a job unless one is under way, even when several callers ask at the same time.</summary>
    /// <returns>The new job, or the id of the one under way.</returns>
    internal async Task<(ReplayJob? Created, string? Running)> CreateAsync(ReplayRequestJson request, CancellationToken cancellationToken)
    {
        if (await OpenAsync(cancellationToken) is [var open, ..])
            return (null, open);

        var job = Of(request);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        if (await ClaimAsync(job, cancellationToken) is { } running)
            return (null, running);

        await WriteAsync(job, new BlobRequestConditions { IfNoneMatch = ETag.All }, cancellationToken);
        return (job, null);
    }

    // One blob names the latest job: who writes it against its version has begun the only one. Null, or the id of the job that another began.
    private async Task<string?> ClaimAsync(ReplayJob job, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient(Latest);
        var conditions = new BlobRequestConditions { IfNoneMatch = ETag.All };
        while (true)
        {
            try
            {
                var content = BinaryData.FromString(string.Create(CultureInfo.InvariantCulture, $"{job.Id} {job.RequestedAt.ToUnixTimeMilliseconds()}"));
                await blob.UploadAsync(content, new BlobUploadOptions { Conditions = conditions }, cancellationToken);
                return null;
            }
            catch (RequestFailedException exception) when (exception.Status is 409 or 412)
            {
                // There is one already, or somebody was quicker.
            }

            var read = (await blob.DownloadContentAsync(cancellationToken)).Value;
            var parts = read.Content.ToString().Split(' ');
            var latest = parts[0];
            var begun = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1], CultureInfo.InvariantCulture));
            if (latest == job.Id)
                return null; // A write whose answer was lost, and which the client repeated.

            var found = await FindAsync(latest, cancellationToken);
            if (found is { Job.Status: not ReplayJob.Done } || (found is null && job.RequestedAt - begun < UntilItIsThere))
                return latest;

            conditions = new BlobRequestConditions { IfMatch = read.Details.ETag };
        }
    }

    /// <summary>A job that was not begun.</summary>
    internal ReplayJob Of(ReplayRequestJson request)
    {
        var now = time.GetUtcNow();
        return new ReplayJob
        {
            Id = $"{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture)}-{Guid.CreateVersion7(now).ToString("N")[^8..]}",
            RequestedAt = now,
            From = request.From,
            To = request.To,
            Reason = request.Reason,
            Destination = request.Destination,
            Again = request.Again == true,
        };
    }

    /// <summary>A job and its version; null when there is none.</summary>
    internal async Task<(ReplayJob Job, ETag Version)?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!id.All(character => char.IsAsciiLetterOrDigit(character) || character == '-'))
            return null;

        try
        {
            var content = (await container.GetBlobClient(Name(id)).DownloadContentAsync(cancellationToken)).Value;
            return JsonSerializer.Deserialize(content.Content, DeadLetterJsonContext.Default.ReplayJob) is { } job ? (job, content.Details.ETag) : null;
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <summary>The newest jobs.</summary>
    internal async Task<IReadOnlyList<ReplayJob>> ListAsync(CancellationToken cancellationToken)
    {
        var jobs = new List<ReplayJob>();
        foreach (var (id, _) in (await NamesAsync(cancellationToken)).TakeLast(MostListed).Reverse())
        {
            if (await FindAsync(id, cancellationToken) is { Job: var job })
                jobs.Add(job);
        }

        return jobs;
    }

    /// <summary>Ids of the jobs that are not done, oldest first.</summary>
    internal async Task<IReadOnlyList<string>> OpenAsync(CancellationToken cancellationToken) =>
        [.. (await NamesAsync(cancellationToken)).Where(job => job.State != ReplayJob.Done).Select(job => job.Id)];

    /// <summary>Saves a job unless somebody else has changed it.</summary>
    /// <returns>The new version; null when somebody has.</returns>
    internal async Task<ETag?> SaveAsync(ReplayJob job, ETag version, CancellationToken cancellationToken)
    {
        try
        {
            return await WriteAsync(job, new BlobRequestConditions { IfMatch = version }, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 412 or 404)
        {
            return null;
        }
    }

    private static string Name(string id) => ReplayMarks.Prefix + id + Ending;

    private async Task<IReadOnlyList<(string Id, string? State)>> NamesAsync(CancellationToken cancellationToken)
    {
        var jobs = new List<(string, string?)>();
        try
        {
            await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, ReplayMarks.Prefix, cancellationToken))
            {
                if (blob.Name.EndsWith(Ending, StringComparison.Ordinal))
                    jobs.Add((blob.Name[ReplayMarks.Prefix.Length..^Ending.Length], blob.Metadata.TryGetValue(State, out var state) ? state : null));
            }
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
        }

        return jobs;
    }

    private async Task<ETag> WriteAsync(ReplayJob job, BlobRequestConditions conditions, CancellationToken cancellationToken)
    {
        var content = BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(job, DeadLetterJsonContext.Default.ReplayJob));
        var options = new BlobUploadOptions { Conditions = conditions, Metadata = new Dictionary<string, string> { [State] = job.Status } };
        return (await container.GetBlobClient(Name(job.Id)).UploadAsync(content, options, cancellationToken)).Value.ETag;
    }
}
