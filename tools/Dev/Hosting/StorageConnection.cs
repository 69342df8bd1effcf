namespace Dev.Hosting;

/// <summary>The storage account that Azurite plays, on ports of its own.</summary>
internal sealed record StorageConnection(int BlobPort, int QueuePort, int TablePort)
{
    private const string Account = "devstoreaccount1";

    /// <summary>Published by Microsoft for the emulator; it opens nothing else.</summary>
    private const string WellKnownKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Where the emulator listens when nobody tells it otherwise; what <c>UseDevelopmentStorage=true</c> means.</summary>
    public static StorageConnection UsualPorts { get; } = new(10000, 10001, 10002);

    public override string ToString() =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={WellKnownKey};"
        + $"BlobEndpoint={Endpoint(BlobPort)};QueueEndpoint={Endpoint(QueuePort)};TableEndpoint={Endpoint(TablePort)};";

    private static string Endpoint(int port) => $"http://127.0.0.1:{port}/{Account}";
}
