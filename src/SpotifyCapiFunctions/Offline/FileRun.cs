namespace SpotifyCapiFunctions.Offline;

/// <summary>One reading of one file.</summary>
/// <param name="ReportId">Name of its report.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="File">Name of the file; null for an upload.</param>
/// <param name="StartedAt">When it was first begun.</param>
/// <param name="Version">The file's ETag, so that another file of the same name is not taken for this one; null for an upload.</param>
/// <param name="KeysName">The blob with its keys and its checkpoint.</param>
internal sealed record FileRun(string ReportId, string Source, string? File, DateTimeOffset StartedAt, string? Version, string KeysName);
