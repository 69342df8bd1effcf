namespace Dev.Push;

/// <summary>The file to push: what it is called, how long it is, and what it says of itself by its ending.</summary>
internal sealed record ConversionFile(string Path, string Name, long Length, string MediaType)
{
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

    /// <summary>For one pass from the beginning to the end. Whoever writes the file may not be done yet; that is noticed by its length.</summary>
    public FileStream OpenRead() => new(Path, new FileStreamOptions
    {
        Access = FileAccess.Read,
        Share = FileShare.Read,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
    });
}
