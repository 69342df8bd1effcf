using SpotifyCapi.Duplicates;
using SpotifyCapi.Events;
using SpotifyCapi.Tests.Events;

namespace SpotifyCapi.Tests.Duplicates;

public sealed class SeenKeyTests
{
    private static readonly SeenKey Order = SeenKey.Conversion("main", StandardEvent.Purchase, "order-1");

    [Fact]
    public void SameConversion_HasTheSameKeyWhateverTheCaseOfItsDestination() =>
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
    public void AnythingElse_HasAnotherKey(SeenKey other) => Assert.NotEqual(Order, other);

    public static TheoryData<string, SeenKey> Texts => new()
    {
        { "c\0main\0Purchase\0order-1", Order },
        { "d\0shop\0delivery é", SeenKey.Delivery("Shop", "delivery é") },
        { "c\0main\0Lead\0" + new string('ü', 5_000), SeenKey.Conversion("main", StandardEvent.Lead, new string('ü', 5_000)) },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Key_IsTheDigestOfItsTextsSoThatStoredOnesStayRight(string text, SeenKey key) =>
        Assert.Equal(SeenKey.Read(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))), key);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(150)]
    public void KeysOfManyEvents_AreThoseOfEach(int count)
    {
        var events = Enumerable.Range(0, count).Select(i => TestEvents.Accepted(i % 5 == 0 ? $"order-{new string('é', i + 1)}" : $"order-{i}", string.Empty)).ToArray();

        Assert.Equal(
            events.Select(each => SeenKey.Conversion("Main", each.Facts.Event, each.Facts.EventId)),
            SeenKey.Conversions("Main", events));
        Assert.Equal(SeenKey.Conversions("main", events), events.Select(each => SeenKey.Conversion("main", each.Facts)));
    }

    [Fact]
    public void Key_IsReadBackFromItsBytes()
    {
        Span<byte> bytes = stackalloc byte[SeenKey.Size];
        Order.Write(bytes);

        Assert.Equal(Order, SeenKey.Read(bytes));
    }
}
