using System.Text;
using SpotifyCapi.Text;

namespace SpotifyCapi.Tests.Text;

public sealed class JsonTokensTests
{
    private static readonly byte[][] Names = JsonTokens.Names(["user", "event_id", "", "usör"]);

    [Theory]
    [InlineData("user", 0)]
    [InlineData("event_id", 1)]
    [InlineData("\\u0075ser", 0)]
    [InlineData("event\\u005fid", 1)]
    [InlineData("", 2)]
    [InlineData("usör", 3)]
    [InlineData("us\\u00f6r", 3)]
    [InlineData("users", -1)]
    [InlineData("User", -1)]
    [InlineData("event-id", -1)]
    [InlineData("\\u0075sers", -1)]
    [InlineData("x\\ud83d", -1)]
    public void Name_is_found_as_it_stands_and_when_it_is_escaped(string name, int expected) => Assert.Equal(expected, IndexOf(name));

    [Fact]
    public void Half_of_a_surrogate_pair_is_the_readers_exception() => Assert.Throws<InvalidOperationException>(() => IndexOf("\\ud83d"));

    [Fact]
    public void Texts_of_a_buffer_stay_in_it()
    {
        var buffer = Encoding.UTF8.GetBytes("before[\"é\",\"\\u00e9\",12.50,null]after");
        var json = new JsonTokens(new ArraySegment<byte>(buffer, 6, buffer.Length - 11));
        Assert.True(json.Read() && json.Read());

        Assert.True(json.IsHeldText && json.Text().IsUtf8(out var held) && held.Overlaps(buffer));
        Assert.Equal("é", json.Text().OrNull());
        Assert.True(json.Read() && !json.IsHeldText && !json.Text().IsUtf8(out _));
        Assert.Equal("é", json.Text().OrNull());
        Assert.True(json.Read() && json.NumberText().IsUtf8(out held) && held.SequenceEqual("12.50"u8));
        Assert.True(json.Read() && json.Text().IsMissing);
    }

    private static int IndexOf(string name)
    {
        var reader = new JsonTokens(Encoding.UTF8.GetBytes($$"""{"{{name}}":1}"""));
        reader.Read();
        reader.Read();
        return reader.IndexIn(Names);
    }
}
