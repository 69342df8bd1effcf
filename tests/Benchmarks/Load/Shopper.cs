using System.Globalization;

namespace Benchmarks.Load;

/// <summary>
/// People and products that differ from event to event as they do in a shop. Events that were all alike would compress as no shop's do.
/// The same numbers give the same events on every machine.
/// </summary>
internal sealed class Shopper(int seed)
{
    private static readonly string[] Names = ["anna", "ben", "carla", "deniz", "emil", "fatima", "greta", "hugo", "ines", "jonas", "kim", "lea"];
    private static readonly string[] Hosts = ["example.com", "mail.example.com", "example.org", "example.net"];
    private static readonly string[] AreaCodes = ["212", "415", "312", "617", "206", "702", "305", "512"];
    private static readonly string[] Products = ["headphones", "turntable", "microphone", "speaker", "cable", "amplifier", "record", "stand", "case", "mixer"];
    private static readonly string[] Campaigns = ["newsletter", "spring", "podcast", "search", "friends"];

    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:132.0) Gecko/20100101 Firefox/132.0",
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36",
    ];

    private readonly Random random = new(seed);

    public string Email(string id) => $"{Of(Names)}.{id}@{Of(Hosts)}";

    public string Phone() => string.Create(CultureInfo.InvariantCulture, $"({Of(AreaCodes)}) 555-{random.Next(10_000):0000}");

    public string Ip() => string.Create(CultureInfo.InvariantCulture, $"203.0.113.{random.Next(1, 255)}");

    public string Agent() => Of(Agents);

    public string Device()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString();
    }

    public string Product() => Of(Products);

    public string Page(string product) =>
        string.Create(CultureInfo.InvariantCulture, $"https://shop.example/products/{product}-{random.Next(500)}?utm_source={Of(Campaigns)}&spclid={random.NextInt64():x16}");

    public decimal Price() => random.Next(500, 30_000) / 100m;

    /// <summary>Of the last day, as nearly all are.</summary>
    public DateTimeOffset Time() => DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - random.Next(60, 86_400));

    public string Order() => random.Next(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture);

    private string Of(string[] list) => list[random.Next(list.Length)];
}
