using SpotifyCapi.Codes;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Tests.Validation;

public sealed class DeviceIdentifierTests
{
    private const string Limit256 = "a-device-id-of-256-characters";

    [Theory]
    [InlineData("AEBE52E7-03EE-455A-B3C4-E57283966239")]
    [InlineData("aebe52e7-03ee-455a-b3c4-e57283966239")]
    [InlineData("fb.1.1558571054389.1098115397")]
    [InlineData("86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d")]
    [InlineData("0000000000000001")]
    public void A_device_id_is_kept_raw(string id)
    {
        var (device, _, dropped) = Clean(id, null);

        Assert.Equal(id, device);
        Assert.Empty(dropped);
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", DropCodes.DeviceIdZero)]
    [InlineData("00000000000000000000000000000000", DropCodes.DeviceIdZero)]
    [InlineData("0", DropCodes.DeviceIdZero)]
    [InlineData("12b9377cbe7e5c94e8a70d9d23929523d14afa954793130f8a3959c7b849aca8", DropCodes.DeviceIdZero)]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", DropCodes.HashOfEmpty)]
    [InlineData("74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b", DropCodes.HashOfNullLike)]
    [InlineData("undefined", DropCodes.NullLike)]
    [InlineData("a\nb", DropCodes.DeviceIdInvalid)]
    [InlineData("jane@example.com", DropCodes.DeviceIdInvalid)]
    [InlineData("jane%40example.com", DropCodes.DeviceIdInvalid)]
    public void A_device_id_that_stands_for_nothing_or_for_an_address_is_left_out(string id, string code)
    {
        var (device, _, dropped) = Clean(id, null);

        Assert.Null(device);
        Assert.Equal([new DroppedField("user.device_id", code)], dropped);
    }

    [Fact]
    public void A_device_id_of_256_characters_is_kept_and_a_longer_one_is_not()
    {
        var longest = Limit256.PadRight(256, 'x');

        Assert.Equal(longest, Clean($" {longest} ", null).Device);
        Assert.Equal([new DroppedField("user.device_id", DropCodes.DeviceIdInvalid)], Clean(longest + "x", null).Dropped);
    }

    [Fact]
    public void A_user_agent_is_kept_raw_up_to_1024_characters()
    {
        var longest = "Mozilla/5.0".PadRight(1024, 'x');

        Assert.Equal(longest, Clean(null, $" {longest} ").Agent);
        Assert.Equal([new DroppedField("user.user_agent", DropCodes.TooLong)], Clean(null, longest + "x").Dropped);
    }

    [Theory]
    [InlineData("null", DropCodes.NullLike)]
    [InlineData("ExampleBot/1.0 (+bot@example.com)", DropCodes.ContainsEmail)]
    public void A_user_agent_that_is_none_or_holds_an_address_is_left_out(string agent, string code)
    {
        var (_, kept, dropped) = Clean(null, agent);

        Assert.Null(kept);
        Assert.Equal([new DroppedField("user.user_agent", code)], dropped);
    }

    private static (string? Device, string? Agent, List<DroppedField> Dropped) Clean(string? device, string? agent)
    {
        var dropped = new List<DroppedField>();
        var clean = IdentifierCleaner.Clean(new RawUser { DeviceId = device, UserAgent = agent }, null, dropped);
        return (clean.DeviceId, clean.UserAgent, dropped);
    }
}
