using SpotifyCapi.Codes;
using SpotifyCapi.Text;

namespace SpotifyCapi.Tests.Text;

public sealed class SenderIdTests
{
    [Theory]
    [InlineData("1001", "1001")]
    [InlineData(" 1001\t", "1001")]
    [InlineData("order-1001", "order-1001")]
    [InlineData("abc", "abc")]
    [InlineData("order-abc", "order-abc")]
    [InlineData("заказ", "заказ")]
    [InlineData("٣٥", "٣٥")]
    [InlineData("58e72", "58e72")]
    [InlineData("123E45", "123E45")]
    [InlineData("12e3-4567", "12e3-4567")]
    [InlineData("berlin-none-1001", "berlin-none-1001")]
    [InlineData("nullable", "nullable")]
    [InlineData("{3F2504E0-4F89-11D3-9A0C-0305E82C3301}", "{3F2504E0-4F89-11D3-9A0C-0305E82C3301}")]
    [InlineData("#1001", "#1001")]
    [InlineData("1001.5", "1001.5")]
    [InlineData("1.000", "1.000")]
    [InlineData("0042", "0042")]
    [InlineData("gid://shopify/Order/5872910000077", "gid://shopify/Order/5872910000077")]
    public void An_id_stays(string text, string expected) => Assert.Equal((expected, null), Read(text));

    [Theory]
    [InlineData("'5872910000077")]
    [InlineData("’5872910000077")]
    [InlineData("'5872910000077'")]
    [InlineData("=\"5872910000077\"")]
    [InlineData("\"5872910000077\"")]
    [InlineData("\uFEFF5872910000077")]
    [InlineData("5872910000077.0")]
    [InlineData("5872910000077.00")]
    [InlineData("5872910000077.000")]
    [InlineData("5872910000077,00")]
    [InlineData("'5872910000077.0")]
    [InlineData("=5872910000077")]
    [InlineData("=\"5872910000077")]
    [InlineData("\u200E5872910000077\u202C")]
    [InlineData("`5872910000077")]
    [InlineData("“5872910000077”")]
    public void A_spreadsheet_s_spelling_is_the_id(string text) => Assert.Equal(("5872910000077", null), Read(text));

    [Theory]
    [InlineData("null")]
    [InlineData("None")]
    [InlineData("NaN")]
    [InlineData("<NA>")]
    [InlineData("undefined")]
    [InlineData("(not set)")]
    [InlineData("[object Object]")]
    [InlineData("[object Promise]")]
    [InlineData("-")]
    [InlineData("--")]
    [InlineData("—")]
    [InlineData("?")]
    [InlineData("0")]
    [InlineData("0.0")]
    [InlineData("000")]
    [InlineData("-1")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("#N/A")]
    [InlineData("#NV")]
    [InlineData("#WERT!")]
    [InlineData("#¿NOMBRE?")]
    [InlineData("#DIV/0!")]
    [InlineData("########")]
    [InlineData("Err:502")]
    [InlineData("{{ order.id }}")]
    [InlineData("${orderId}")]
    [InlineData("%%ORDER_ID%%")]
    [InlineData("{order_id}")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("'undefined")]
    [InlineData("=\"\"")]
    [InlineData("order-undefined")]
    [InlineData("order_null")]
    [InlineData("order-NaN")]
    [InlineData("order-[object Object]")]
    [InlineData("order-#N/A")]
    [InlineData("#undefined")]
    [InlineData("order-")]
    [InlineData("Infinity")]
    [InlineData("-inf")]
    [InlineData("N.A.")]
    [InlineData("tbd")]
    [InlineData("%order_id%")]
    [InlineData("$order_id")]
    public void What_stands_for_nothing_is_no_id(string text) => Assert.Equal(("", DropCodes.NullLike), Read(text));

    [Theory]
    [InlineData("5.87291E+12")]
    [InlineData("5,87291E+12")]
    [InlineData("5.87291e12")]
    [InlineData("6E+12")]
    [InlineData("5.87291e+012")]
    [InlineData("order-5.87291E+12")]
    public void What_a_spreadsheet_has_rounded_is_no_id(string text) => Assert.Equal(("", DropCodes.IdRounded), Read(text));

    [Theory]
    [InlineData("order-1001.0", "order-1001")]
    [InlineData("ORD_58.00", "ORD_58")]
    [InlineData("order-1.000", "order-1.000")]
    [InlineData("v-1.5", "v-1.5")]
    [InlineData("10.0.0.0", "10.0.0.0")]
    public void Zeros_behind_a_number_go_with_a_word_before_it_too(string text, string expected) => Assert.Equal((expected, null), Read(text));

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    public void Nothing_has_no_code(string text) => Assert.Equal(("", null), Read(text));

    private static (string Id, string? Code) Read(string text)
    {
        var id = SenderId.Read(text, out var code).ToString();
        Assert.Equal(id.Length == 0 ? null : id, SenderId.OrNull(text));
        return (id, code);
    }
}
