using Microsoft.AspNetCore.Http.Features;

namespace LocalRuntime.Http;

/// <summary>
/// The genuine pair of limits in bytes: the worker's Kestrel takes 30,000,000 unless the function raises it, the host never more
/// than 104,857,600.
/// </summary>
internal sealed class RequestBodyLimit(IHttpMaxRequestBodySizeFeature server) : IHttpMaxRequestBodySizeFeature
{
    public const long Initial = 30_000_000;
    private const long Highest = 104_857_600;

    public bool IsReadOnly => server.IsReadOnly;

    public long? MaxRequestBodySize
    {
        get => server.MaxRequestBodySize;
        set => server.MaxRequestBodySize = Math.Min(value ?? Highest, Highest);
    }
}
