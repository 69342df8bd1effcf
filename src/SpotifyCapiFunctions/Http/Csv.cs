using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace SpotifyCapiFunctions.Http;

/// <summary>Tables for people with a spreadsheet, where a request asks for them.</summary>
internal static class Csv
{
    /// <summary>Content type of a table.</summary>
    public const string ContentType = "text/csv; charset=utf-8";

    /// <summary>Whether <c>Accept</c> prefers CSV to JSON. JSON wins a tie, so that a browser or curl gets what it always got.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality(accepted, "text/csv") > Quality(accepted, "application/json");
    }

    /// <summary>A table as an answer.</summary>
    public static IResult Answer(ReadOnlyMemory<byte> table) => Results.Text(table.Span, ContentType);

    /// <summary>The header that leads to the next page.</summary>
    public static string NextPage(HttpRequest request, string next)
    {
        // The key stays out of it: the client sends it again.
        var query = request.Query.Where(pair => pair.Key is not ("next" or "code")).Append(KeyValuePair.Create("next", new StringValues(next)));
        return $"<{request.Path}{QueryString.Create(query)}>; rel=\"next\"";
    }

    private static double Quality(IList<MediaTypeHeaderValue> accepted, string type)
    {
        var wanted = new MediaTypeHeaderValue(type);
        return accepted.Count == 0 ? 0 : accepted.Where(wanted.IsSubsetOf).Select(value => value.Quality ?? 1).DefaultIfEmpty(0).Max();
    }
}
