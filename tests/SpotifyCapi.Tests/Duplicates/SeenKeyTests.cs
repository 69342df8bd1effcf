using SpotifyCapi.Duplicates;
using SpotifyCapi.Events;
using SpotifyCapi.Tests.Events;

namespace SpotifyCapi.Tests.Duplicates;

public sealed class SeenKeyTests
{
    private static readonly SeenKey Order = SeenKey.Conversion("main", StandardEvent.Purchase, "order-1");

    [Fact]
    public void Same_conversion_has_the_same_key_whatever_the_case_of_its_destination() =>
        Assert.Equal(Order, SeenKey.Conversion("MAIN", StandardEvent.Purchase, "order-1"));

    public static TheoryData<SeenKey> Others =>
    [
        SeenKey.Conversion("other", StandardEvent.Purchase, "order-1"),
        SeenKey.Conversion("main", StandardEvent.Lead, "order-1"),
        SeenKey.Conversion("main", StandardEvent.Purchase, "order-2"),
        SeenKey.Conversion("main", StandardEvent.Purchase, "ORDER-1"),
        SeenKey.Delivery("main", "order-1"),
        SeenKey.Delivery("main", "Purchase\0order-1"),
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public void Anything_else_has_another_key(SeenKey other) => Assert.NotEqual(Order, other);

    public static TheoryData<string, SeenKey> Texts => new()
    {
        { "c\0main\0Purchase\0order-1", Order },
        { "d\0shop\0delivery é", SeenKey.Delivery("Shop", "delivery é") },
        { "c\0main\0Lead\0" + new string('ü', 5_000), SeenKey.Conversion("main", StandardEvent.Lead, new string('ü', 5_000)) },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Key_is_the_digest_of_its_texts_so_that_stored_ones_stay_right(string text, SeenKey key) =>
        Assert.Equal(SeenKey.Read(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))), key);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(150)]
    public void Keys_of_many_events_are_those_of_each(int count)
    {
        var events = Enumerable.Range(0, count).Select(i => TestEvents.Accepted(i % 5 == 0 ? $"order-{new string('é', i + 1)}" : $"order-{i}", string.Empty)).ToArray();

        Assert.Equal(
            events.Select(each => SeenKey.Conversion("Main", each.Facts.Event, each.Facts.EventId)),
            SeenKey.Conversions("Main", events));
        Assert.Equal(SeenKey.Conversions("main", events), events.Select(each => SeenKey.Conversion("main", each)));
        Assert.Equal(events.Select(Fingerprint.Of), SeenKey.Conversions("main", events).Select(key => key.Print));
    }

    [Fact]
    public void Key_is_read_back_from_its_bytes()
    {
        Span<byte> bytes = stackalloc byte[SeenKey.Size];
        Order.Write(bytes);

        Assert.Equal(Order, SeenKey.Read(bytes));
        Assert.Equal(default, SeenKey.Read(bytes).Print);
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(0x80000001)]
    [InlineData(uint.MaxValue)]
    public void Fingerprint_is_read_back_and_makes_no_other_key(uint bits)
    {
        Span<byte> bytes = stackalloc byte[SeenKey.Size];
        new SeenKey(Order.Value, new Fingerprint(bits)).Write(bytes);

        Assert.Equal(Order, SeenKey.Read(bytes));
        Assert.Equal(new Fingerprint(bits), SeenKey.Read(bytes).Print);
    }

    /// <summary>What a build stored before there were fingerprints: 16 bytes of a digest.</summary>
    [Fact]
    public void Key_of_a_former_build_has_no_fingerprint_and_is_the_same_key()
    {
        var stored = System.Security.Cryptography.SHA256.HashData("c\0main\0Purchase\0order-1"u8);

        Assert.Equal(Order, SeenKey.Read(stored));
        Assert.Equal(default, SeenKey.Read(stored).Print);
    }

    /// <summary>A former build compares the upper six and the lower 80 bits, and must find its key in what this one stores.</summary>
    [Fact]
    public void Stored_key_is_the_digest_where_a_former_build_looks()
    {
        Span<byte> bytes = stackalloc byte[SeenKey.Size];
        new SeenKey(Order.Value, new Fingerprint(uint.MaxValue)).Write(bytes);
        var digest = System.Security.Cryptography.SHA256.HashData("c\0main\0Purchase\0order-1"u8);

        Assert.Equal(digest[0] & 0xFC, bytes[0] & 0xFC);
        Assert.Equal(digest[6..16], bytes[6..].ToArray());
    }
}
