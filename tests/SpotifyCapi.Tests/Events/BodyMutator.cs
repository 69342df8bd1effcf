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
