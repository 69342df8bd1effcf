using System.Text;

namespace SpotifyCapi.Tests.Events;

/// <summary>Bodies to start from: good ones, and ones that have broken readers before.</summary>
internal static class FuzzCorpus
{
    public static byte[][] Bodies { get; } =
    [
        .. ((string[])
        [
            SampleEvent.Json,
            $"[{SampleEvent.Json},{SampleEvent.Json}]",
            $$"""{"events":[{{SampleEvent.Json}}],"sent_at":1}""",
            SampleEvent.With(("value", "1e400"), ("user", """{"email":"\uFFFEjane\u0301@example.com","emails":["null","İ@ı.example",""]}""")),
            SampleEvent.With(("value", "-0.0e-400"), ("user", """{"phone":"٠٠٤٩ (0) 30 123456","country":"DE","ip_address":"[::ffff:203.0.113.1%1]:80"}""")),
            SampleEvent.With("user", """{"hashed_emails":["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","zz"],"device_id":"0"}"""),
            """{"event_name":"a","event_name":"b","event_id":"\ud800","event_time":"9999-12-31T23:59:59.999999999-14:00"}""",
            """{"event_name":"\udc00","event_source_url":"https://%@%40%2540:x?@a.b#%","content_name":"\u0000\u200b@\uff20a.b"}""",
            """{"consent":{"marketing":"yes"},"user":{"emails":[[[[]]],{},1,null,true]},"value":"NaN"}""",
            "[1,null,true,\"x\",[],{}]",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "{\"events\":[",
            "\uFEFF{}",
            "NaN",
            "",
        ]).Select(Encoding.UTF8.GetBytes),
        [0xED, 0xA0, 0x80],
        [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00],
    ];

    /// <summary>Pieces that are put into a body anywhere.</summary>
    public static byte[][] Pieces { get; } =
    [
        .. ((string[])
        [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "\\udc00", "\\u0000", "\\uFFFE", "null", "true", "-", "1e400", "1e-400", "NaN", "0.1",
            "99999999999999999999999999999999", "\"event_id\":", "\"event_id\":\"a\",", "\"user\":{", "\"events\":[", "\"emails\":[", "\"value\":", "@", "%40",
            "jane@example.com", "+1415", "İ", "ß", "\u0301", "\u200B", "\uFEFF", "🛒", "\0", "2026-02-29T24:00:00Z", "+14:01", new string('[', 40), new string('9', 400),
        ]).Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    ];
}
