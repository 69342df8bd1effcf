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
            var tooLarge = read.Buffer.Length > limit;
            if (!tooLarge && !read.IsCompleted)
            {
                request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            var body = tooLarge ? null : read.Buffer.ToArray();

            // What is read but not released would end the connection that the next request wants to use.
            request.BodyReader.AdvanceTo(read.Buffer.End);
            return body;
        }
    }
}
