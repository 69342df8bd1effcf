using Dev.Push;

namespace Dev.Tests.Push;

public sealed class ByteTextTests
{
    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(999, "999 bytes")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(999_949, "999.9 kB")]
    [InlineData(999_951, "1.0 MB")]
    [InlineData(104_857_600, "104.9 MB")]
    [InlineData(7_500_000_000_000_000, "7500.0 TB")]
    public void Bytes_AreShownInTheLargestUnit(long bytes, string expected) => Assert.Equal(expected, ByteText.Of(bytes));
}
