using Microsoft.AspNetCore.Http;
using SpotifyCapiFunctions.Http;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Http;

public sealed class QueryValuesTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("?to=0001-01-01T00:00:00Z")]
    [InlineData("?to=1999-12-31T23:59:59Z")]
    [InlineData("?to=9999-12-31T23:59:59Z")]
    [InlineData("?from=2025-01-01T00:00:00Z")]
    [InlineData("?from=2026-06-02T00:00:00Z")]
    [InlineData("?from=yesterday")]
    public void Window_that_cannot_be_answered_is_refused(string text)
    {
        var query = Query(text);

        query.Window(Now, TimeSpan.FromDays(7), TimeSpan.FromDays(400));

        Assert.NotNull(query.Problem());
    }

    [Fact]
    public void Window_ends_now_and_is_as_long_as_usual()
    {
        var query = Query("");

        Assert.Equal((Now.AddDays(-7), Now), query.Window(Now, TimeSpan.FromDays(7), TimeSpan.FromDays(400)));
        Assert.Null(query.Problem());
    }

    [Theory]
    [InlineData("?from=2025-04-28T00:00:00Z", true)]
    [InlineData("?from=2025-04-26T00:00:00Z", false)]
    [InlineData("?from=0001-01-01T00:00:00Z", false)]
    [InlineData("", true)]
    public void Search_goes_back_so_far_and_no_further(string text, bool isAnswered)
    {
        var query = Query(text);

        query.Since(Now, TimeSpan.FromDays(400));

        Assert.Equal(isAnswered, query.Problem() is null);
    }

    [Theory]
    [InlineData("?outcome=dead", "dead")]
    [InlineData("?outcome=DEAD,%20delivered,", "dead,delivered")]
    [InlineData("?outcome=dead&outcome=delivered", "dead,delivered")]
    [InlineData("?outcome=", "")]
    [InlineData("", "")]
    public void Words_may_be_several(string text, string expected)
    {
        var query = Query(text);

        Assert.Equal(expected, string.Join(',', query.Words("outcome", ["dead", "delivered"])));
        Assert.Null(query.Problem());
    }

    [Theory]
    [InlineData("?outcome=died", "outcome must be one of dead, delivered.")]
    [InlineData("?outcome=dead,died", "outcome must be one of dead, delivered.")]
    [InlineData("?reason=Expired", "reason must be expired.")]
    [InlineData("?source=a&source=b", "source must be given once.")]
    public async Task Word_that_nothing_can_match_is_refused_with_those_that_exist(string text, string expected)
    {
        var query = Query(text);

        query.Words("outcome", ["dead", "delivered"]);
        query.Choice("reason", "expired");
        query.Text("source");

        Assert.Equal(expected, (await query.Problem()!.SeenAsync()).Json.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("?limit=1&limit=2")]
    [InlineData("?limit=1&LIMIT=1")]
    [InlineData("?limit=&limit=")]
    public void Value_that_is_given_twice_is_refused(string text)
    {
        var query = Query(text);

        query.Number("limit", 100, 1, 1000);

        Assert.NotNull(query.Problem());
    }

    private static QueryValues Query(string text)
    {
        var context = new DefaultHttpContext { Request = { QueryString = new QueryString(text) } };
        return new QueryValues(context.Request.Query);
    }
}
