using System.Text;
using System.Text.Json;
using SpotifyCapi.Json;

namespace SpotifyCapi.Tests.Json;

public sealed class FieldNamesTests
{
    private static readonly FieldNames Names = new("user", "value", "consent", "currency", "event_id");

    [Theory]
    [InlineData("user", 0)]
    [InlineData("value", 1)]
    [InlineData("currency", 3)]
    [InlineData("event_id", 4)]
    [InlineData("\\u0075ser", 0)]
    [InlineData("event\\u005fid", 4)]
    [InlineData("", -1)]
    [InlineData("users", -1)]
    [InlineData("User", -1)]
    [InlineData("event-id", -1)]
    [InlineData("a name that is longer than all", -1)]
    [InlineData("\\u0075sers", -1)]
    public void Name_IsFoundAsItStandsAndWhenItIsEscaped(string name, int expected) => Assert.Equal(expected, Find(name));

    [Fact]
    public void HalfOfASurrogatePair_IsTheReadersException() => Assert.Throws<InvalidOperationException>(() => Find("\\ud83d"));

    private static int Find(string name)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($$"""{"{{name}}":1}"""));
        reader.Read();
        reader.Read();
        return Names.Find(ref reader);
    }
}
