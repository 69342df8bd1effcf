using System.Text;
using SpotifyCapi.Text;

namespace SpotifyCapi.Tests.Text;

public sealed class FieldNamesTests
{
    private static readonly FieldNames Names = new("user", "value", "consent", "currency", "event_id", "", "id", "country", "content_name", "content_type", "hashed_phone_number", "hashed_phone_nomber", "usör");

    [Theory]
    [InlineData("user", 0)]
    [InlineData("value", 1)]
    [InlineData("currency", 3)]
    [InlineData("event_id", 4)]
    [InlineData("\\u0075ser", 0)]
    [InlineData("event\\u005fid", 4)]
    [InlineData("", 5)]
    [InlineData("id", 6)]
    [InlineData("content_name", 8)]
    [InlineData("content_type", 9)]
    [InlineData("hashed_phone_number", 10)]
    [InlineData("hashed_phone_nomber", 11)]
    [InlineData("usör", 12)]
    [InlineData("us\\u00f6r", 12)]
    [InlineData("i", -1)]
    [InlineData("di", -1)]
    [InlineData("content_nome", -1)]
    [InlineData("contint_name", -1)]
    [InlineData("hashed_phone_nimber", -1)]
    [InlineData("users", -1)]
    [InlineData("User", -1)]
    [InlineData("event-id", -1)]
    [InlineData("a name that is longer than all", -1)]
    [InlineData("\\u0075sers", -1)]
    public void Name_IsFoundAsItStandsAndWhenItIsEscaped(string name, int expected) => Assert.Equal(expected, Find(name));

    [Fact]
    public void HalfOfASurrogatePair_IsTheReadersException() => Assert.Throws<InvalidOperationException>(() => Find("\\ud83d"));

    [Fact]
    public void HalfOfASurrogatePairInANameThatBeginsLikeNone_IsJustUnknown() => Assert.Equal(-1, Find("x\\ud83d"));

    private static int Find(string name)
    {
        var reader = new JsonTokens(Encoding.UTF8.GetBytes($$"""{"{{name}}":1}"""));
        reader.Read();
        reader.Read();
        return Names.Find(ref reader);
    }
}
