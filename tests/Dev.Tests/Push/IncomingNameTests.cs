using Dev.Push;

namespace Dev.Tests.Push;

public sealed class IncomingNameTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 23, 13, 34, 56, 789, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("orders.csv", "orders-20260123T123456789Z.csv")]
    [InlineData("orders", "orders-20260123T123456789Z")]
    [InlineData("Bestellungen März (neu).csv", "Bestellungen-M-rz--neu--20260123T123456789Z.csv")]
    [InlineData("..csv", "-20260123T123456789Z.csv")]
    [InlineData("a/../b?c#d%2e.ndjson", "b-c-d-2e-20260123T123456789Z.ndjson")]
    public void Name_HoldsTheMomentAndNoOddCharacter(string fileName, string expected) => Assert.Equal(expected, IncomingName.Of(fileName, Now));

    [Fact]
    public void LongName_IsCut() => Assert.InRange(IncomingName.Of(new string('a', 400) + ".csv", Now).Length, 1, 130);
}
