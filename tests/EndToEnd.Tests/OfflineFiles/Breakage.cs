using System.Text;

namespace EndToEnd.Tests.OfflineFiles;

/// <summary>One way in which a row is wrong, and the one code that it must be rejected with.</summary>
/// <param name="Code">From docs/offline-conversions.md.</param>
/// <param name="Break">Makes the row's bytes, with the line end.</param>
public sealed record Breakage(string Code, Func<SaleRow, byte[]> Break)
{
    private const int LongestRow = 65_536;

    /// <summary>Twenty of them; each is on one line, so that nothing else of the file is broken.</summary>
    public static IReadOnlyList<Breakage> All { get; } =
    [
        new("row_too_few_fields", row => Text($"{row.EventId},{row.Time},{row.Email}\n")),
        new("row_too_many_fields", row => Text(row.ToText().TrimEnd('\n') + ",,one,more\n")),
        new("row_quote_unclosed", row => Text($"{row.EventId},{row.Time},{row.Email},{row.Phone},{row.Country},{row.Value},{row.Currency},\"a mug,\n")),
        new("row_has_nul", row => (row with { Product = "a\0mug" }).ToBytes()),
        new("row_invalid_utf8", row => [.. Text(row.ToText().TrimEnd('\n')), 0x4D, 0xFC, 0x67, (byte)'\n']),
        new("row_too_long", row => (row with { Product = new string('x', LongestRow) }).ToBytes()),
        Field("event_time_missing", row => row with { Time = "" }),
        Field("event_time_invalid", row => row with { Time = "the other day" }),
        Field("event_time_in_future", row => row with { Time = "2199-12-31T00:00:00Z" }),
        Field("no_identifier", row => row with { Email = "", Phone = "" }),
        Field("no_identifier", row => row with { Email = "p at example dot com", Phone = "" }),
        Field("no_identifier", row => row with { Email = "", Phone = "call the shop" }),
        Field("amount_missing", row => row with { Value = "" }),
        Field("amount_invalid", row => row with { Value = "twelve" }),
        Field("amount_negative", row => row with { Value = "-" + row.Value }),
        Field("amount_precision", row => row with { Value = row.Value + "5" }),
        Field("currency_missing", row => row with { Currency = "" }),
        Field("currency_unknown", row => row with { Currency = "XQX" }),
        Field("event_id_is_personal", row => row with { EventId = "p1@example.com" }),
        Field("event_id_too_long", row => row with { EventId = row.EventId + new string('0', 512) }),
    ];

    /// <summary>So long that a file with many of them would be about nothing else.</summary>
    public bool IsBulky => Code == "row_too_long";

    private static Breakage Field(string code, Func<SaleRow, SaleRow> change) => new(code, row => change(row).ToBytes());

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
