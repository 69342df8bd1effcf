using System.Text;
using SpotifyCapi.Text;

namespace SpotifyCapi.Tests.Text;

public sealed class Utf8TextTests
{
    public static TheoryData<string> Texts => ["", " ", "order-1001", "ä", "田🛒", new string('é', 300), "line\u2028end"];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_in_a_buffer_is_what_its_string_is(string text)
    {
        var (held, plain) = (Held(text), (Utf8Text)text);

        Assert.Equal(text, held.ToString());
        Assert.Equal(text, held.Chars(stackalloc char[8]).ToString());
        Assert.Equal(text, held.Chars(stackalloc char[1024]).ToString());
        Assert.Equal(text, plain.Chars(default).ToString());
        Assert.Equal(Encoding.UTF8.GetByteCount(text), held.Bytes);
        Assert.Equal(held.Bytes, plain.Bytes);
        Assert.InRange(plain.Bytes, 0, plain.MaxBytes);
        Assert.Equal(string.IsNullOrWhiteSpace(text), held.IsBlank);
        Assert.Equal(string.IsNullOrWhiteSpace(text), plain.IsBlank);
        Assert.Equal(Copy(plain), Copy(held));
        Assert.Equal(held, plain);
        Assert.Equal(plain, Held(text));
        Assert.Equal(held.GetHashCode(), plain.GetHashCode());
    }

    [Theory]
    [InlineData("order-1001", "order-1002")]
    [InlineData("a", "A")]
    [InlineData("", " ")]
    [InlineData("é", "e\u0301")]
    [InlineData("aé", "éa")]
    [InlineData("田", "abc")]
    public void Other_text_is_not_equal_in_any_form(string one, string other)
    {
        Assert.NotEqual(Held(one), (Utf8Text)other);
        Assert.NotEqual(Held(one), Held(other));
        Assert.NotEqual((Utf8Text)one, Held(other));
        Assert.NotEqual((Utf8Text)one, (Utf8Text)other);
    }

    [Fact]
    public void Missing_text_is_not_the_empty_one()
    {
        var missing = default(Utf8Text);

        Assert.True(missing.IsMissing && missing.IsBlank);
        Assert.Null(missing.OrNull());
        Assert.Equal(string.Empty, missing.ToString());
        Assert.Equal((Utf8Text)(string?)null, missing);
        Assert.NotEqual((Utf8Text)string.Empty, missing);
        Assert.NotEqual(Held(string.Empty), missing);
        Assert.Equal((0, 0), (missing.Bytes, missing.MaxBytes));
    }

    [Theory]
    [InlineData(" \u00A0 ")]
    [InlineData("\u2003\t")]
    public void Blanks_beyond_ascii_are_blank(string text) => Assert.True(Held(text).IsBlank);

    [Fact]
    public void What_is_kept_whole_stays_in_its_buffer()
    {
        var held = Held(" order ");
        var all = held.Chars(stackalloc char[16]);

        Assert.True(held.Keep(all, all).IsUtf8(out _));
        Assert.Equal("order", held.Keep(all, all.Trim()).ToString());
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(4, 1)]
    [InlineData(-1, 2)]
    [InlineData(5, int.MaxValue)]
    [InlineData(0, -1)]
    public void Place_outside_of_the_buffer_is_refused(int start, int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Utf8Text(new byte[4], start, length));

    [Fact]
    public void Comparing_with_another_form_allocates_nothing()
    {
        var (held, plain, equal) = (Held(new string('a', 250)), (Utf8Text)"é@b.co", (Utf8Text)new string('a', 250));
        Assert.True(held.Equals(equal) && !held.Equals(plain) && !plain.Equals(held));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
            _ = held.Equals(plain) || plain.Equals(held) || !held.Equals(equal);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Utf8Text Held(string text)
    {
        var bytes = Encoding.UTF8.GetBytes($"\"{text}\"");
        return new Utf8Text(bytes, 1, bytes.Length - 2);
    }

    private static string Copy(Utf8Text text)
    {
        var bytes = new byte[text.MaxBytes];
        return Convert.ToHexString(bytes, 0, text.CopyTo(bytes));
    }
}
