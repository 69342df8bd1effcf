using System.Text;

namespace EndToEnd.Tests.BadInput;

/// <summary>Bodies that are wrong for every route.</summary>
internal static class BadBodies
{
    /// <summary>Name of a body and the code that the answer names.</summary>
    public static TheoryData<string, string> Codes { get; } = new()
    {
        { "empty", "empty_body" },
        { "blank", "empty_body" },
        { "byte order mark only", "empty_body" },
        { "truncated", "malformed_json" },
        { "trailing text", "malformed_json" },
        { "no JSON", "malformed_json" },
        { "NaN", "malformed_json" },
        { "UTF-16", "invalid_utf8" },
        { "Latin-1", "invalid_utf8" },
        { "overlong", "invalid_utf8" },
        { "nested 33", "malformed_json" },
        { "nested 10000", "malformed_json" },
        { "null", "unexpected_shape" },
        { "number", "unexpected_shape" },
        { "text", "unexpected_shape" },
    };

    public static byte[] Make(string name) => name switch
    {
        "empty" => [],
        "blank" => " \r\n\t "u8.ToArray(),
        "byte order mark only" => [0xEF, 0xBB, 0xBF],
        "truncated" => "{\"id\":1,\"event_name\":\"PURCH"u8.ToArray(),
        "trailing text" => "{\"id\":1} and more"u8.ToArray(),
        "no JSON" => "event_name=PURCHASE"u8.ToArray(),
        "NaN" => "{\"id\":NaN}"u8.ToArray(),
        "UTF-16" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"id\":1}")],
        "Latin-1" => Encoding.Latin1.GetBytes("{\"id\":\"é\"}"),
        "overlong" => [.. "{\"id\":\""u8, 0xC0, 0xAF, .. "\"}"u8],
        "nested 33" => Nested(33),
        "nested 10000" => Nested(10_000),
        "null" => "null"u8.ToArray(),
        "number" => "17"u8.ToArray(),
        "text" => "\"PURCHASE\""u8.ToArray(),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static byte[] Nested(int depth) =>
        Encoding.ASCII.GetBytes($"{{\"id\":{new string('[', depth - 1)}{new string(']', depth - 1)}}}");
}
