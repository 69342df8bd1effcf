using System.Globalization;
using System.Net;
using System.Text;

namespace Dev.Push;

/// <summary>
/// Puts a file into a container block by block. It is there all at once, when the list of blocks is written: nobody ever sees half a file.
/// </summary>
/// <param name="container">Address of the container with its signature.</param>
/// <param name="client">Without a time limit of its own.</param>
/// <param name="blockLimit">How long one try of one block may take; then its connection counts as hung.</param>
/// <param name="time">For the limit, and for the pauses between two tries.</param>
internal sealed class BlockUpload(Uri container, HttpClient client, TimeSpan blockLimit, TimeProvider time)
{
    /// <summary>A container takes 50,000 blocks, so this is enough for 400 GB.</summary>
    public const int BlockBytes = 8 * 1024 * 1024;

    private const int Tries = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(15);

    /// <summary>A client for this container: no proxy to this machine, no limit but that of each block.</summary>
    public static HttpClient Client(Uri container) => new(new SocketsHttpHandler { UseProxy = !container.IsLoopback, AllowAutoRedirect = false, ConnectTimeout = Connecting })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <returns>Null when the file is there.</returns>
    public async Task<Problem?> RunAsync(ConversionFile file, string blob, Action<long> onSent, CancellationToken stop)
    {
        var blocks = new List<string>();
        for (long offset = 0; offset < file.Length; offset += BlockBytes)
        {
            var (start, length) = (offset, Math.Min(BlockBytes, file.Length - offset));
            var id = Convert.ToBase64String(Encoding.ASCII.GetBytes(blocks.Count.ToString("D6", CultureInfo.InvariantCulture)));
            blocks.Add(id);
            if (await PutAsync(blob, $"comp=block&blockid={Uri.EscapeDataString(id)}", () => new FileContent(file, start, length, sent => onSent(start + sent)), stop) is { } problem)
                return problem;
        }
        return await PutAsync(blob, "comp=blocklist", () => List(blocks, file), stop);
    }

    private static StringContent List(IEnumerable<string> blocks, ConversionFile file)
    {
        var content = new StringContent(
            $"<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>{string.Concat(blocks.Select(id => $"<Latest>{id}</Latest>"))}</BlockList>",
            Encoding.UTF8,
            "application/xml");
        content.Headers.Add("x-ms-blob-content-type", file.MediaType);
        return content;
    }

    private async Task<Problem?> PutAsync(string blob, string operation, Func<HttpContent> content, CancellationToken stop)
    {
        var address = new UriBuilder(container) { Query = $"{container.Query.TrimStart('?')}&{operation}" };
        address.Path = $"{container.AbsolutePath.TrimEnd('/')}/{string.Join('/', blob.Split('/').Select(Uri.EscapeDataString))}";
        for (var tries = 1; ; tries++)
        {
            using var limit = new CancellationTokenSource(blockLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
            try
            {
                using var body = content();
                using var answer = await client.PutAsync(address.Uri, body, either.Token);
                if (answer.IsSuccessStatusCode)
                    return null;
                if (tries == Tries || (int)answer.StatusCode is < 500 and not 408 and not 429)
                    return Refused(answer);
            }
            catch (HttpRequestException failed) when (failed.InnerException is not EndOfStreamException)
            {
                if (tries == Tries)
                    return new Problem($"The storage at {container.Host} cannot be reached: {failed.Message}");
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
            {
                if (tries == Tries)
                    return Hung;
            }
            await Task.Delay(Pause * tries, time, stop);
        }
    }

    private Problem Hung => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The storage at {container.Host} did not take {ByteText.Of(BlockBytes)} within {blockLimit.TotalMinutes:0.#} minutes, {Tries} times in a row. "
        + $"Nothing of the file is there, so push it again; on a slow line with more time: --block-timeout MINUTES."));

    private static Problem Refused(HttpResponseMessage answer)
    {
        var code = answer.Headers.TryGetValues("x-ms-error-code", out var values) ? string.Join(", ", values) : answer.ReasonPhrase;
        var advice = answer.StatusCode switch
        {
            HttpStatusCode.NotFound => "The container offline-conversions is made by the app when it starts; is this the app's storage account?",
            HttpStatusCode.Forbidden => "The signature or the key does not allow to create blobs there, or has expired.",
            _ => "Try again later.",
        };
        return new Problem(string.Create(CultureInfo.InvariantCulture, $"The storage answered {(int)answer.StatusCode} ({code}). {advice}"));
    }
}
