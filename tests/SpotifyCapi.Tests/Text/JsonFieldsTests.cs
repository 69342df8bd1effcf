using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SpotifyCapi.Text;

namespace SpotifyCapi.Tests.Text;

public sealed class JsonFieldsTests
{
    private static readonly Config Settings = Properties.Settings(20261125UL, 3UL);

    private static readonly Gen<string> Texts = Gen.Elements(
        "a", "Z", " ", "\"", "\\", "/", "<", ">", "&", "'", "+", "\0", "\b", "\t", "\n", "\u001F", "\u007F", "\u0080", "é", "e\u0301", "\u2028", "\uFEFF", "\uFFFD", "\uFFFE", "田", "🛒", "a longer piece of text ")
        .ArrayOf().Select(string.Concat);

    private static readonly Gen<decimal> Amounts =
        from low in ArbMap.Default.GeneratorFor<int>()
        from middle in Gen.Elements(0, 0, 0, 1, -1)
        from high in Gen.Elements(0, 0, 0, 7, -1)
        from isNegative in Gen.Elements(false, false, true)
        from scale in Gen.Choose(0, 28)
        select new decimal(low, middle, high, isNegative, (byte)scale);

    [Fact]
    public void Text_IsWrittenAsTheWriterOfDotNetWritesIt() => Check.One(Settings, Prop.ForAll(Texts.ArrayOf().ToArbitrary(), texts =>
    {
        var expected = Reference(json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("first", texts.Length % 2 == 0);
            for (var i = 0; i < texts.Length; i++)
                json.WriteString("text", texts[i]);
            json.WriteStartArray("list");
            foreach (var text in texts)
                json.WriteStringValue(text);
            json.WriteEndArray();
            json.WriteNumber("last", texts.Length);
            json.WriteEndObject();
        });

        Assert.Equal(expected, Ours(output => Write(output, texts, AsString)));
        Assert.Equal(expected, Ours(output => Write(output, texts, AsBytes)));
    }));

    [Fact]
    public void Number_IsWrittenAsTheWriterOfDotNetWritesIt() => Check.One(Settings, Prop.ForAll(Amounts.ToArbitrary(), amount =>
        Assert.Equal(
            Reference(json =>
            {
                json.WriteStartObject();
                json.WriteNumber("amount", amount);
                json.WriteNumber("whole", (long)decimal.Truncate(amount % long.MaxValue));
                json.WriteEndObject();
            }),
            Ours(output =>
            {
                output.Write("{"u8);
                output.Field("\"amount\":"u8, amount);
                output.Field("\"whole\":"u8, (long)decimal.Truncate(amount % long.MaxValue));
                output.Write("}"u8);
            }))));

    [Fact]
    public void MissingText_IsLeftOutAndTheEmptyOneIsNot() => Assert.Equal(
        """{"b":"","c":["x"]}""",
        Ours(output =>
        {
            output.Write("{"u8);
            output.Field("\"a\":"u8, (string?)null);
            output.Field("\"b\":"u8, string.Empty);
            output.Field("\"c\":["u8);
            output.Item("x");
            output.Write("]}"u8);
        }));

    [Fact]
    public void TextOfAMegabyte_IsWrittenWhole()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789\n", 100_000));

        Assert.Equal(Reference(json => json.WriteStringValue(text)), Ours(output =>
        {
            output.Write("["u8);
            output.Item(text);
        })[1..]);
    }

    private static void Write(ScratchWriter output, string[] texts, Func<string, Utf8Text> form)
    {
        output.Write("{"u8);
        output.Field("\"first\":"u8, texts.Length % 2 == 0);
        foreach (var text in texts)
            output.Field("\"text\":"u8, form(text));
        output.Field("\"list\":["u8);
        foreach (var text in texts)
            output.Item(form(text));
        output.Write("]"u8);
        output.Field("\"last\":"u8, (long)texts.Length);
        output.Write("}"u8);
    }

    private static Utf8Text AsString(string text) => text;

    private static Utf8Text AsBytes(string text)
    {
        var bytes = Encoding.UTF8.GetBytes($"<{text}>");
        return new Utf8Text(bytes, 1, bytes.Length - 2);
    }

    private static string Ours(Action<ScratchWriter> write)
    {
        using var output = ScratchWriter.Rent();
        write(output);
        return Encoding.UTF8.GetString(output.Written);
    }

    private static string Reference(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        write(json);
        json.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
