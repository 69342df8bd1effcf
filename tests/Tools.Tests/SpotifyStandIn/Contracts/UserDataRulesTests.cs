using System.Security.Cryptography;
using System.Text;
using Tools.Tests.SpotifyStandIn.Builders;

namespace Tools.Tests.SpotifyStandIn.Contracts;

public sealed class UserDataRulesTests(TestStandIn standIn) : IClassFixture<TestStandIn>
{
    [Fact]
    public async Task No_identifier_at_all_is_refused() =>
        (await standIn.PostDirectAsync(EventBody.Direct().With("user_data", "{}"))).IsRefusedOnlyWith(
            "events[0].user_data: needs at least one of ip_address, device_id, hashed_emails, hashed_phone_number");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("undefined")]
    [InlineData("none")]
    [InlineData("n/a")]
    [InlineData("N/A")]
    [InlineData("NULL")]
    [InlineData(" ")]
    public async Task Digest_of_a_placeholder_is_refused_for_email_and_phone(string placeholder)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(placeholder)));
        var body = EventBody.Direct()
            .With("user_data.hashed_emails", $"[\"{EventBody.JaneDigest}\",\"{digest}\"]")
            .With("user_data.hashed_phone_number", $"\"{digest}\"");

        var reply = await standIn.PostDirectAsync(body);

        Assert.Equal(400, reply.Status);
        Assert.Collection(
            reply.Messages,
            email => Assert.StartsWith("events[0].user_data.hashed_emails[1]: is the digest of ", email, StringComparison.Ordinal),
            phone => Assert.StartsWith("events[0].user_data.hashed_phone_number: is the digest of ", phone, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("jane.doe@example.com")]
    [InlineData("86E0B9E56C17CC4D12387E1949B85053FBE73BC3CE5A1188713A9D300CC6133D")]
    [InlineData("86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133")]
    [InlineData("86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133dd")]
    [InlineData(" 86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133")]
    [InlineData("")]
    public async Task What_is_no_lower_case_digest_is_refused(string value)
    {
        const string Rule = "must be a SHA-256 digest of 64 lower-case hex digits";
        var email = EventBody.Direct().With("user_data.hashed_emails", $"[\"{value}\"]");
        var phone = EventBody.Direct().With("user_data.hashed_phone_number", $"\"{value}\"");

        (await standIn.PostDirectAsync(email)).IsRefusedOnlyWith($"events[0].user_data.hashed_emails[0]: {Rule}");
        (await standIn.PostDirectAsync(phone)).IsRefusedOnlyWith($"events[0].user_data.hashed_phone_number: {Rule}");
    }

    [Theory]
    [InlineData("hashed_emails", "\"86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d\"", "must be an array of strings")]
    [InlineData("hashed_emails", "[]", "must not be empty")]
    [InlineData("hashed_emails", "null", "must be an array of strings")]
    [InlineData("hashed_phone_number", "[\"x\"]", "must be a string")]
    [InlineData("hashed_phone_number", "null", "must be a string")]
    [InlineData("device_id", "\"\"", "must not be blank")]
    [InlineData("device_id", "42", "must be a string")]
    [InlineData("device_id", "\"00000000-0000-0000-0000-000000000000\"", "is an all-zero advertising id")]
    public async Task Identifier_of_the_wrong_shape_is_refused(string field, string json, string message) =>
        (await standIn.PostDirectAsync(EventBody.Direct().With($"user_data.{field}", json)))
            .IsRefusedOnlyWith($"events[0].user_data.{field}: {message}");

    [Fact]
    public async Task Email_item_that_is_no_string_is_refused_by_its_index() =>
        (await standIn.PostDirectAsync(EventBody.Direct().With("user_data.hashed_emails", "[null]")))
            .IsRefusedOnlyWith("events[0].user_data.hashed_emails[0]: must be a string");

    [Theory]
    [InlineData("203.0.113.12")]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2001:0db8:85a3:0000:0000:8a2e:0370:7334")]
    public async Task Public_address_is_accepted(string address) =>
        Assert.Equal(200, (await standIn.PostDirectAsync(EventBody.Direct().With("user_data.ip_address", $"\"{address}\""))).Status);

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.1.1")]
    [InlineData("224.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:10.0.0.1")]
    public async Task Address_that_is_not_public_is_refused(string address) =>
        (await standIn.PostDirectAsync(EventBody.Direct().With("user_data.ip_address", $"\"{address}\"")))
            .IsRefusedOnlyWith("events[0].user_data.ip_address: must be a public address");

    [Theory]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("8.8.8.8:443")]
    [InlineData("[2001:db8::1]:443")]
    [InlineData("fe80::1%eth0")]
    [InlineData("8.8.8")]
    [InlineData("0x8.8.8.8")]
    [InlineData("134744072")]
    [InlineData("203.0.113.12, 10.0.0.1")]
    public async Task Text_that_is_no_address_is_refused(string address) =>
        (await standIn.PostDirectAsync(EventBody.Direct().With("user_data.ip_address", $"\"{address}\"")))
            .IsRefusedOnlyWith("events[0].user_data.ip_address: must be an IPv4 or IPv6 address");
}
