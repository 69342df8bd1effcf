using SpotifyCapi.Duplicates;
using SpotifyCapi.Events;

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

    [Fact]
    public void Key_IsReadBackFromItsBytes()
    {
        Span<byte> bytes = stackalloc byte[SeenKey.Size];
        Order.Write(bytes);

        Assert.Equal(Order, SeenKey.Read(bytes));
    }
}
