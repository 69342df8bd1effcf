namespace Dev.Push;

/// <summary>An Azure Storage connection string, as far as the blob service goes.</summary>
internal sealed class ConnectionString
{
    private const string Emulator = "UseDevelopmentStorage";

    private readonly Dictionary<string, string> _parts;

    private ConnectionString(Dictionary<string, string> parts) => _parts = parts;

    /// <summary>The emulator on its usual ports.</summary>
    public bool IsUseDevelopmentStorage => _parts.TryGetValue(Emulator, out var value) && value.Equals("true", StringComparison.OrdinalIgnoreCase);

    public string? Account => _parts.GetValueOrDefault("AccountName");

    public string? Key => _parts.GetValueOrDefault("AccountKey");

    /// <summary>A shared access signature of the whole account, without its question mark.</summary>
    public string? Signature => _parts.GetValueOrDefault("SharedAccessSignature")?.TrimStart('?');

    /// <summary>Where the blobs are; null when the string does not say.</summary>
    public string? BlobEndpoint => _parts.GetValueOrDefault("BlobEndpoint")?.TrimEnd('/') ?? (Account is null
        ? null
        : $"{_parts.GetValueOrDefault("DefaultEndpointsProtocol", "https")}://{Account}.blob.{_parts.GetValueOrDefault("EndpointSuffix", "core.windows.net")}");

    public static ConnectionString Parse(string text)
    {
        var parts =
            from part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            let split = part.IndexOf('=', StringComparison.Ordinal)
            where split > 0
            select KeyValuePair.Create(part[..split], part[(split + 1)..]);
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in parts)
            found[name] = value;
        return new ConnectionString(found);
    }
}
