namespace SpotifyCapi.OfflineFile;

/// <summary>A configured source of files.</summary>
/// <param name="Name">The name in its address, <c>/api/offline-conversions/&lt;name&gt;</c>, and in the container, <c>incoming/&lt;name&gt;/</c>.</param>
/// <param name="Destination">Name of the destination of its events.</param>
/// <param name="Options">How its files are written.</param>
public sealed record FileSource(string Name, string Destination, OfflineFileOptions Options)
{
    /// <summary>The value of <c>Sources__&lt;name&gt;__Kind</c>.</summary>
    public const string Kind = "OfflineFile";
}
