using SpotifyCapi.Identifiers;

namespace SpotifyCapi.Tests.Identifiers;

public sealed class IpAddressGuardTests
{
    [Theory]
    [InlineData("203.0.113.42", "203.0.113.42")]
    [InlineData(" 8.8.8.8\n", "8.8.8.8")]
    [InlineData("1.1.1.1:443", "1.1.1.1")]
    [InlineData("[1.1.1.1]", "1.1.1.1")]
    [InlineData("[1.1.1.1]:443", "1.1.1.1")]
    [InlineData("::ffff:203.0.113.42", "203.0.113.42")]
    [InlineData("::FFFF:CB00:712A", "203.0.113.42")]
    [InlineData("[::ffff:203.0.113.42]:8080", "203.0.113.42")]
    [InlineData("0:0:0:0:0:ffff:203.0.113.42", "203.0.113.42")]
    [InlineData("2A00:1450:4001:0830:0000:0000:0000:200E", "2a00:1450:4001:830::200e")]
    [InlineData("[2a00:1450:4001:830::200e]:443", "2a00:1450:4001:830::200e")]
    [InlineData("[2a00:1450:4001:830::200e]", "2a00:1450:4001:830::200e")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("198.51.100.7", "198.51.100.7")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("100.63.255.255", "100.63.255.255")]
    [InlineData("100.128.0.1", "100.128.0.1")]
    [InlineData("172.15.255.255", "172.15.255.255")]
    [InlineData("172.32.0.1", "172.32.0.1")]
    [InlineData("192.167.255.255", "192.167.255.255")]
    [InlineData("198.17.255.255", "198.17.255.255")]
    [InlineData("198.20.0.1", "198.20.0.1")]
    [InlineData("223.255.255.255", "223.255.255.255")]
    public void A_public_address_passes_in_its_canonical_form(string raw, string expected)
    {
        Assert.Equal(IpAddressResult.Public, IpAddressGuard.Clean(raw, out var address));
        Assert.Equal(expected, address);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255:80")]
    [InlineData("100.64.0.0")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("192.0.0.8")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("[::1]:443")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::10.0.0.1")]
    [InlineData("::ffff:0:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("100::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("FE80::1%eth0")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void An_address_that_says_nothing_about_a_person_does_not(string raw)
    {
        Assert.Equal(IpAddressResult.NotPublic, IpAddressGuard.Clean(raw, out var address));
        Assert.Empty(address);
    }

    /// <summary>For every kind of source, canonical events and files.</summary>
    [Theory]
    [InlineData("203.0.113.0")]
    [InlineData("203.0.0.0")]
    [InlineData("203.0.113.0:443")]
    [InlineData("::ffff:203.0.113.0")]
    [InlineData("2001:db8:85a3:8d3::")]
    [InlineData("2001:db8:85a3::")]
    [InlineData("[2001:db8:85a3:8d3::]:443")]
    public void An_address_whose_end_is_blanked_is_no_person_s(string raw)
    {
        Assert.Equal(IpAddressResult.Cut, IpAddressGuard.Clean(raw, out var address));
        Assert.Empty(address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("localhost")]
    [InlineData("1")]
    [InlineData("3405803818")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("256.1.1.1")]
    [InlineData("01.2.3.4")]
    [InlineData("010.1.1.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("1.2.3.-4")]
    [InlineData("1.2.3.4/24")]
    [InlineData("1.2.3.4:")]
    [InlineData("1.2.3.4:http")]
    [InlineData("1.2.3.4:123456")]
    [InlineData("[1.2.3.4")]
    [InlineData("[1.2.3.4]x")]
    [InlineData("[]")]
    [InlineData("[")]
    [InlineData("]")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("2001:db8::1::2")]
    [InlineData("2001:db8:0:0:0:0:0:0:1")]
    [InlineData("2001:db8::g")]
    [InlineData("2001:db8::1/64")]
    [InlineData("2001:db8::1%eth0")]
    [InlineData("2001:db8::1]:443")]
    [InlineData("[[2001:db8::1]]")]
    [InlineData("[2001:db8::1]443")]
    [InlineData("203.0.113.42, 10.0.0.1")]
    [InlineData("１.１.１.１")]
    [InlineData("٢٠٣.٠.١١٣.٤٢")]
    public void What_is_no_address_is_invalid(string raw) => Assert.Equal(IpAddressResult.Invalid, IpAddressGuard.Clean(raw, out _));
}
