using Microsoft.AspNetCore.Http;
using SpotifyCapiFunctions.Http;

namespace SpotifyCapiFunctions.Tests.Http;

public sealed class CsvTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("*/*", false)]
    [InlineData("text/*", true)]
    [InlineData("application/json", false)]
    [InlineData("text/csv", true)]
    [InlineData("text/csv;q=0", false)]
    [InlineData("text/csv, */*", true)]
    [InlineData("text/csv;q=0.5, */*", false)]
    [InlineData("application/json, text/csv", false)]
    [InlineData("application/json, text/csv;q=0.1", false)]
    [InlineData("application/json;q=0.1, text/csv", true)]
    [InlineData("application/json;q=0.1, */*", true)]
    [InlineData("text/html, application/xhtml+xml, */*;q=0.8", false)]
    public void Accept_prefers_a_table_only_where_it_says_so(string? accept, bool expected)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Accept = accept;

        Assert.Equal(expected, Csv.IsWanted(context.Request));
    }
}
