using System.Buffers;
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

    [Fact]
    public void NameInTwoPieces_IsFoundWhereverItIsCut()
    {
        var json = Encoding.UTF8.GetBytes("""{"event_id":1}""");
        for (var cut = 1; cut < json.Length; cut++)
        {
            var reader = new Utf8JsonReader(Pieces(json, cut));
            reader.Read();
            reader.Read();

            Assert.Equal(4, Names.Find(ref reader));
        }
    }

    private static int Find(string name)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($$"""{"{{name}}":1}"""));
        reader.Read();
        reader.Read();
        return Names.Find(ref reader);
    }

    private static ReadOnlySequence<byte> Pieces(byte[] json, int cut)
    {
        var first = new Piece(json.AsMemory(0, cut), 0);
        var last = new Piece(json.AsMemory(cut), cut);
        first.Follow(last);
        return new ReadOnlySequence<byte>(first, 0, last, json.Length - cut);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, int start) => (Memory, RunningIndex) = (memory, start);

        public void Follow(Piece next) => Next = next;
    }
}
