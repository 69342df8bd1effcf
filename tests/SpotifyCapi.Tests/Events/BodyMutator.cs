using System.Text;

namespace SpotifyCapi.Tests.Events;

/// <summary>Breaks bodies: the same seed breaks them the same way.</summary>
internal sealed class BodyMutator(int seed)
{
    private const int MaxLength = 4096;

    private readonly Random random = new(seed);

    public byte[] Next()
    {
        var body = Any(FuzzCorpus.Bodies);
        var onlyValues = random.Next(2) == 0;
        for (var round = random.Next(1, 5); round > 0 && body.Length <= MaxLength; round--)
            body = onlyValues ? ReplaceValue(body) : Mutate(body);

        return body;
    }

    private byte[] Mutate(byte[] body) => random.Next(8) switch
    {
        0 => Flip(body),
        1 => body[..random.Next(body.Length + 1)],
        2 => Splice(body, Any(FuzzCorpus.Bodies)),
        3 or 4 => Insert(body, Any(FuzzCorpus.Pieces)),
        5 => Remove(body),
        6 => Repeat(body),
        _ => Nest(body),
    };

    private byte[] Flip(byte[] body)
    {
        var copy = body.ToArray();
        if (copy.Length > 0)
            copy[random.Next(copy.Length)] ^= (byte)(1 << random.Next(8));

        return copy;
    }

    private byte[] Splice(byte[] head, byte[] tail) => [.. head[..random.Next(head.Length + 1)], .. tail[random.Next(tail.Length + 1)..]];

    private byte[] Insert(byte[] body, byte[] piece)
    {
        var at = random.Next(body.Length + 1);
        return [.. body[..at], .. piece, .. body[at..]];
    }

    private byte[] Remove(byte[] body)
    {
        var from = random.Next(body.Length + 1);
        return [.. body[..from], .. body[random.Next(from, body.Length + 1)..]];
    }

    // Repeating what stands between two places makes duplicate names, elements and brackets.
    private byte[] Repeat(byte[] body)
    {
        var from = random.Next(body.Length + 1);
        var to = random.Next(from, body.Length + 1);
        return [.. body[..to], .. body[from..]];
    }

    private byte[] Nest(byte[] body)
    {
        var depth = random.Next(1, 64);
        return [.. Enumerable.Repeat((byte)'[', depth), .. body, .. Enumerable.Repeat((byte)']', depth)];
    }

    // Keeps the JSON whole, so that the fields behind it are reached.
    private byte[] ReplaceValue(byte[] body)
    {
        var text = Encoding.UTF8.GetString(body);
        var colon = text.IndexOf("\":", random.Next(text.Length + 1), StringComparison.Ordinal);
        var end = colon < 0 ? -1 : text.IndexOfAny([',', '}', ']'], colon);
        var value = Encoding.UTF8.GetString(Any(FuzzCorpus.Pieces));
        return end < 0 ? body : Encoding.UTF8.GetBytes(text[..(colon + 2)] + (random.Next(2) == 0 ? value : $"\"{value}\"") + text[end..]);
    }

    private byte[] Any(byte[][] from) => from[random.Next(from.Length)];
}

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
