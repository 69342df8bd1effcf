using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace SpotifyStandIn.Http;

/// <summary>Reads a body up to a limit and not one byte further.</summary>
internal static class BoundedBody
{
    /// <summary>Null when the body is larger than the limit.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
            return null;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > limit)
                return null;
            if (read.IsCompleted)
                return read.Buffer.ToArray();
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
