using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Dev.Push;

/// <summary>The file to push: what it is called, how long it is, and what it says of itself by its ending.</summary>
internal sealed record ConversionFile(string Path, string Name, long Length, string MediaType)
{
    private const int LongestStem = 100;
    private static readonly string[] NdjsonEndings = [".ndjson", ".jsonl"];
    private static readonly string[] PackedEndings = [".zip", ".gz", ".xlsx", ".xls"];

    public static (ConversionFile? File, Problem? Problem) Find(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            return (null, new Problem(Directory.Exists(path) ? $"{path} is a folder; name a file in it." : $"There is no file {path}."));
        var ending = file.Extension.ToLowerInvariant();
        if (PackedEndings.Contains(ending))
            return (null, new Problem($"{file.Name} is not text. Save it as CSV or NDJSON, not packed, and push that."));
        if (file.Length == 0)
            return (null, new Problem($"{file.Name} is empty."));
        return (new ConversionFile(file.FullName, file.Name, file.Length, NdjsonEndings.Contains(ending) ? "application/x-ndjson" : "text/csv"), null);
    }

    /// <summary>
    /// What a file is called in the container: with the moment in it, so that today's <c>orders.csv</c> takes neither the place of yesterday's
    /// nor its report, and only with characters that stand in an address as they are.
    /// </summary>
    public static string NameInContainer(string fileName, DateTimeOffset now)
    {
        var stem = Plain(System.IO.Path.GetFileNameWithoutExtension(fileName)).TrimStart('.');
        var moment = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        return $"{(stem.Length > LongestStem ? stem[..LongestStem] : stem)}-{moment}{Plain(System.IO.Path.GetExtension(fileName))}";
    }

    /// <summary>For one pass from the beginning to the end.</summary>
    public FileStream OpenRead() =>
        new(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 4096, FileOptions.Asynchronous | FileOptions.SequentialScan);

    private static string Plain(string text) =>
        string.Concat(text.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' ? character : '-'));
}

/// <summary>
/// The file as the body of a request, read as it is sent: memory does not grow with the file. It has no Content-Length, because the Functions
/// host reads a body that has one into its memory before the app sees a byte.
/// </summary>
internal sealed class FileContent : HttpContent
{
    private const int BufferBytes = 128 * 1024;
    private readonly ConversionFile file;
    private readonly Action<long> onSent;

    public FileContent(ConversionFile file, Action<long> onSent)
    {
        (this.file, this.onSent) = (file, onSent);
        Headers.ContentType = new MediaTypeHeaderValue(file.MediaType);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var source = file.OpenRead();
        var buffer = new byte[BufferBytes];
        for (long sent = 0; sent < file.Length;)
        {
            var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, file.Length - sent)), cancellationToken);
            if (read == 0)
                throw new EndOfStreamException($"{file.Name} became shorter while it was sent.");
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            onSent(sent += read);
        }
    }
}

/// <summary>Bytes for a person, in units of 1,000 as file managers show them.</summary>
internal static class ByteText
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB"];

    public static string Of(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        while (value >= 999.95 && unit < Units.Length - 1)
            (value, unit) = (value / 1000, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 ? $"{bytes}" : value.ToString("0.0", CultureInfo.InvariantCulture))} {Units[unit]}");
    }
}
