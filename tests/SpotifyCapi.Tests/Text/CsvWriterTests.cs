using System.Buffers;
using System.Text;
using SpotifyCapi.Text;

namespace SpotifyCapi.Tests.Text;

public sealed class CsvWriterTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"so\"", "\"say \"\"so\"\"\"")]
    [InlineData("two\r\nlines", "\"two\r\nlines\"")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("Zürich", "Zürich")]
    public void Text_is_quoted_where_a_separator_or_quote_wants_it(string text, string expected) => Assert.Equal(expected + "\r\n", Row(text));

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+SUM(A1)", "'+SUM(A1)")]
    [InlineData("-cmd", "'-cmd")]
    [InlineData("@import", "'@import")]
    [InlineData("＝1", "'＝1")]
    [InlineData("=HYPERLINK(\"https://bad.example\")", "\"'=HYPERLINK(\"\"https://bad.example\"\")\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("  =1", "\"'  =1\"")]
    [InlineData("\0=1", "'\0=1")]
    [InlineData("-1-1", "'-1-1")]
    [InlineData("+", "'+")]
    [InlineData("-.", "'-.")]
    [InlineData("+1.2.3", "'+1.2.3")]
    public void What_a_spreadsheet_would_run_becomes_text(string text, string expected) => Assert.Equal(expected + "\r\n", Row(text));

    [Theory]
    [InlineData("-5.25")]
    [InlineData("+3")]
    [InlineData("49.99")]
    public void A_number_stays_a_number(string text) => Assert.Equal(text + "\r\n", Row(text));

    [Fact]
    public void Null_is_an_empty_field() => Assert.Equal(",x,\r\n", Row(null, "x", null));

    [Fact]
    public void A_file_begins_with_a_byte_order_mark_and_its_columns()
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new CsvWriter(output);
        writer.Begin("line", "code");
        writer.Row("2", "email_invalid");
        Assert.Equal("\uFEFFline,code\r\n2,email_invalid\r\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static string Row(params string?[] fields)
    {
        var output = new ArrayBufferWriter<byte>();
        new CsvWriter(output).Row(fields);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
