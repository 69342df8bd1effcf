using Microsoft.AspNetCore.Http;
using SpotifyCapi.Webhooks;

namespace SpotifyCapiFunctions.Http;

/// <summary>From ASP.NET's request to the domain's.</summary>
internal static class WebhookRequests
{
    public static WebhookRequest From(HttpRequest request, ReadOnlyMemory<byte> body, DateTimeOffset now) =>
        new(body, name => [.. request.Headers[name].Where(value => value is not null).Select(value => value!)], now);
}
