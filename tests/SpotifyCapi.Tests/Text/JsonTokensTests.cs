using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SpotifyCapi.Tests.Events;
using SpotifyCapi.Text;

namespace SpotifyCapi.Tests.Text;

/// <summary>The reader of tokens is held against .NET's: the same tokens with the same values, or the same complaint.</summary>
public sealed class JsonTokensTests
{
    private static readonly Config Settings = Properties.Settings(20261125UL, 7UL);

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"\"", "\\", "\\\"", "\\u00e9", "\\ud83d", "\\u12", "\\n", "\\x", "é", "😀", "true", "false", "null",
        "tru", "nulll", "0", "-0", "01", "1", "-", "1.5", "1.", ".5", "1e5", "1E+5", "1e-", "2e", "-12.50", "1/", "99999999999999999999", "0.1e-30", " ",
        "\t", "\r\n", "\u0001", "\u0000", "\u00a0", "//", "/* */", "\"a\":1", "{\"a\":[1,{\"b\":null}]}", "\"" + new string('x', 70) + "\"", new string(' ', 63),
        "\"" + new string('y', 61), "\\u0022\"", "\u007f",
    ];

    private static readonly Gen<byte[]> Assembled = Gen.Elements(Pieces).ArrayOf().Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces)));

    private static readonly Gen<byte[]> Mutated =
        from place in Gen.Choose(0, SampleEvent.Json.Length - 1)
        from piece in Gen.Elements(Pieces)
        from cut in Gen.Choose(0, 3)
        select Encoding.UTF8.GetBytes(SampleEvent.Json.Remove(place, Math.Min(cut, SampleEvent.Json.Length - place)).Insert(place, piece));

    private static readonly Gen<byte[]> Broken =
        from json in Mutated
        from place in Gen.Choose(0, 10_000)
        from value in Gen.Choose(0, 255)
        select json.Select((one, index) => index == place % json.Length ? (byte)value : one).ToArray();

    [Fact]
    public void WhateverIsPutTogether_IsReadAsDotNetReadsIt() => Compare(Assembled);

    [Fact]
    public void EventWithSomethingWrong_IsReadAsDotNetReadsIt() => Compare(Mutated);

    [Fact]
    public void EventWithAnyByte_IsReadAsDotNetReadsIt() => Compare(Broken);

    [Theory]
    [InlineData(1, "[]")]
    [InlineData(1, "[[]]")]
    [InlineData(3, "[{\"a\":[1]}]")]
    [InlineData(3, "[{\"a\":[{}]}]")]
    public void NestingDeeperThanIsAllowed_IsWrong(int maxDepth, string json) =>
        Assert.Equal(TokenTranscript.Theirs(Encoding.UTF8.GetBytes(json), maxDepth), TokenTranscript.Ours(Encoding.UTF8.GetBytes(json), maxDepth));

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    public void NestingAtTheLimit_IsReadAsDotNetReadsIt(int depth)
    {
        var json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("[{\"a\":", depth / 2)) + (depth % 2 == 0 ? "1" : "[]") + string.Concat(Enumerable.Repeat("}]", depth / 2)));

        Assert.Equal(TokenTranscript.Theirs(json, 64), TokenTranscript.Ours(json, 64));
    }

    [Fact]
    public void EndOfAText_IsFoundWhereverItLies()
    {
        for (var before = 0; before < 130; before++)
        {
            for (var length = 0; length < 130; length++)
            {
                var json = Encoding.UTF8.GetBytes($"{new string(' ', before)}[\"{new string('x', length)}\",\"\\\"{new string('y', length)}\"]");

                Assert.Equal(TokenTranscript.Theirs(json, 64), TokenTranscript.Ours(json, 64));
            }
        }
    }

    [Fact]
    public void Skipping_EndsWhereDotNetEnds()
    {
        var json = Encoding.UTF8.GetBytes("""{"a":{"b":[1,{"c":[]}]},"d":[[],{}],"e":"f","g":{}}""");
        for (var tokens = 1; tokens < 15; tokens++)
        {
            var ours = new JsonTokens(json);
            var theirs = new Utf8JsonReader(json);
            for (var i = 0; i < tokens; i++)
                Assert.True(ours.Read() && theirs.Read());

            ours.Skip();
            theirs.Skip();

            Assert.Equal((theirs.TokenType, Rest(theirs)), (ours.TokenType, Rest(ours)));
        }
    }

    [Fact]
    public void TextsOfABuffer_StayInIt()
    {
        var buffer = Encoding.UTF8.GetBytes("before[\"é\",\"\\u00e9\",12.50,null]after");
        var json = new JsonTokens(new ArraySegment<byte>(buffer, 6, buffer.Length - 11));
        Assert.True(json.Read() && json.Read());

        Assert.True(json.IsHeldText && json.Text().IsUtf8(out var held) && held.Overlaps(buffer));
        Assert.True(json.Read() && !json.IsHeldText && !json.Text().IsUtf8(out _));
        Assert.Equal("é", json.Text().OrNull());
        Assert.True(json.Read() && json.NumberText().IsUtf8(out held) && held.SequenceEqual("12.50"u8));
        Assert.True(json.Read() && json.Text().IsMissing);
    }

    private static void Compare(Gen<byte[]> json) =>
        Check.One(Settings, Prop.ForAll(json.ToArbitrary(), each => Assert.Equal(TokenTranscript.Theirs(each, 64), TokenTranscript.Ours(each, 64))));

    private static int Rest(JsonTokens reader)
    {
        var tokens = 0;
        while (reader.Read())
            tokens++;

        return tokens;
    }

    private static int Rest(Utf8JsonReader reader)
    {
        var tokens = 0;
        while (reader.Read())
            tokens++;

        return tokens;
    }
}
