using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace SpotifyCapiFunctions.Http;

/// <summary>Tables for people with a spreadsheet, where a request asks for them.</summary>
internal static class Csv
{
    /// <summary>Content type of a table.</summary>
    public const string ContentType = "text/csv; charset=utf-8";

    /// <summary>Whether <c>Accept</c> prefers CSV to JSON. JSON wins a tie, unless only CSV is named.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var (csv, json) = (Match(accepted, "text/csv"), Match(accepted, "application/json"));
        return csv.Quality > json.Quality || (csv.IsNamed && !json.IsNamed && csv.Quality > 0 && csv.Quality.Equals(json.Quality));
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

    // The range that names a type most exactly counts for it (RFC 9110, section 12.5.1).
    private static (double Quality, bool IsNamed) Match(IList<MediaTypeHeaderValue> accepted, string type)
    {
        var wanted = new MediaTypeHeaderValue(type);
        var range = accepted.Where(wanted.IsSubsetOf).MinBy(value => value.MatchesAllTypes ? 2 : value.MatchesAllSubTypes ? 1 : 0);
        return range is null ? (0, false) : (range.Quality ?? 1, !range.MatchesAllSubTypes);
    }
}
