using SpotifyCapi.Codes;
using SpotifyCapi.Identifiers;
using SpotifyCapi.Text;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Tests.Validation;

public sealed class IdentifierCleanerTests
{
    private const string JaneDigest = "86e0b9e56c17cc4d12387e1949b85053fbe73bc3ce5a1188713a9d300cc6133d";
    private const string EmptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string PhoneDigest = "cb6880e416769253645cb9c6b8989154bf66a56a77fc14c81fb1019663cbb928";

    private readonly RawUser user = new();
    private readonly List<DroppedField> dropped = [];

    [Fact]
    public void The_digest_of_every_null_like_word_is_refused_and_that_of_the_empty_text()
    {
        Assert.All(NullLike.Words, word => Assert.Equal(DropCodes.HashOfNullLike, IdentifierCleaner.Refusal(Sha256Digest.Of(word.AsSpan()))));
        Assert.Equal(DropCodes.HashOfEmpty, IdentifierCleaner.Refusal(Sha256Digest.Of("".AsSpan())));
        Assert.Null(IdentifierCleaner.Refusal(Sha256Digest.Of("jane.doe@example.com".AsSpan())));
        Assert.Null(IdentifierCleaner.Refusal(Sha256Digest.Of(" ".AsSpan())));
    }

    [Fact]
    public void Several_addresses_are_kept_once_each_in_their_order()
    {
        Emails("B@example.com", "a@example.com", " b@EXAMPLE.com", "jose\u0301@example.com", "jos\u00E9@example.com");

        Assert.Equal(["b@example.com", "a@example.com", "josé@example.com"], Clean().Emails.Select(email => email.Value));
        Assert.Empty(dropped);
    }

    [Fact]
    public void Ten_addresses_are_kept_and_the_rest_is_named_once()
    {
        Emails([.. Enumerable.Range(0, 15).Select(i => $"a{i}@example.com")]);
        user.HashedEmails.Add(JaneDigest);

        var clean = Clean();

        Assert.Equal(10, clean.Emails.Count);
        Assert.Empty(clean.HashedEmails);
        Drops(("user.email", DropCodes.EmailTooMany), ("user.hashed_emails", DropCodes.EmailTooMany));
    }

    [Fact]
    public void A_thousand_wrong_addresses_give_one_reason()
    {
        Emails([.. Enumerable.Range(0, 1000).Select(i => $"nobody {i}")]);

        Assert.False(Clean().HasEmail);
        Drops(("user.email", DropCodes.EmailInvalid));
    }

    [Theory]
    [InlineData("nobody", DropCodes.EmailInvalid)]
    [InlineData("null", DropCodes.NullLike)]
    [InlineData(" Undefined ", DropCodes.NullLike)]
    [InlineData("[object Object]", DropCodes.NullLike)]
    [InlineData(EmptyDigest, DropCodes.HashOfEmpty)]
    [InlineData("74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b", DropCodes.HashOfNullLike)]
    public void What_cannot_be_an_address_is_left_out_with_its_reason(string email, string code)
    {
        Emails(email, "jane.doe@example.com");

        Assert.Equal("jane.doe@example.com", Assert.Single(Clean().Emails).Value);
        Drops(("user.email", code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Blank_is_missing_and_not_wrong(string blank)
    {
        Emails(blank);
        user.Phones.Add(new RawPhone(blank));
        user.HashedEmails.Add(blank);
        user.HashedPhoneNumber = user.IpAddress = user.DeviceId = user.UserAgent = blank;

        var clean = Clean();

        Assert.False(clean.HasEmail || clean.HasPhone);
        Assert.Equal((null, null, null), (clean.IpAddress, clean.DeviceId, clean.UserAgent));
        Assert.Empty(dropped);
    }

    [Fact]
    public void A_digest_where_an_address_should_be_is_taken_as_one_in_lower_case()
    {
        Emails(" " + JaneDigest.ToUpperInvariant(), "jane.doe@example.com");
        user.HashedEmails.Add(JaneDigest);

        var hashed = HashedIdentifiers.Of(Clean(), PhoneFormat.E164);

        Assert.Equal(JaneDigest, Assert.Single(hashed.Emails).ToHex());
        Assert.Empty(dropped);
    }

    [Theory]
    [InlineData("abc", DropCodes.HashInvalid)]
    [InlineData("jane.doe@example.com", DropCodes.HashInvalid)]
    [InlineData("5f4dcc3b5aa765d61d8327deb882cf99", DropCodes.HashInvalid)]
    [InlineData(JaneDigest + "0", DropCodes.HashInvalid)]
    [InlineData("sha256:" + JaneDigest, DropCodes.HashInvalid)]
    [InlineData("null", DropCodes.NullLike)]
    [InlineData(EmptyDigest, DropCodes.HashOfEmpty)]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", DropCodes.HashOfEmpty)]
    [InlineData("74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b", DropCodes.HashOfNullLike)]
    public void A_hashed_value_that_is_none_or_stands_for_nothing_is_left_out(string text, string code)
    {
        user.HashedEmails.Add(text);
        user.HashedPhoneNumber = text;

        var clean = Clean();

        Assert.False(clean.HasEmail || clean.HasPhone);
        Drops(("user.hashed_emails", code), ("user.hashed_phone_number", code));
    }

    [Theory]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("\uFEFF")]
    public void Marks_of_a_spreadsheet_are_no_part_of_any_identifier(string mark)
    {
        Emails(mark + JaneDigest);
        (user.HashedPhoneNumber, user.IpAddress, user.DeviceId, user.Country) = (mark + PhoneDigest, mark + "203.0.113.42", mark + "AEBE52E7-03EE-455A-B3C4-E57283966239", mark + "GB");

        var clean = Clean();

        Assert.Equal((JaneDigest, PhoneDigest), (Assert.Single(clean.HashedEmails).ToHex(), clean.HashedPhone?.ToHex()));
        Assert.Equal(("203.0.113.42", "AEBE52E7-03EE-455A-B3C4-E57283966239"), (clean.IpAddress, clean.DeviceId));
        Assert.Equal("+442079460958", PhoneOf(mark + "020 7946 0958", null, "US"));
        Assert.Empty(dropped);
    }

    [Fact]
    public void A_number_takes_the_country_of_its_address_then_that_of_the_event_then_the_default()
    {
        user.Country = "GB";
        Assert.Equal("+442079460958", PhoneOf("020 7946 0958", null, "US"));
        Assert.Equal("+442079460958", PhoneOf("020 7946 0958", " ", "US"));
        Assert.Equal("+493012345678", PhoneOf("030 12345678", "DE", "US"));
        user.Country = null;
        Assert.Equal("+14155552671", PhoneOf("(415) 555-2671", null, "US"));
        Assert.Empty(dropped);
    }

    [Theory]
    [InlineData("(415) 555-2671", DropCodes.PhoneWithoutCountry)]
    [InlineData("1-800-FLOWERS", DropCodes.PhoneLetters)]
    [InlineData("null", DropCodes.NullLike)]
    [InlineData("+1415", DropCodes.PhoneInvalid)]
    [InlineData("+999123456789", DropCodes.PhoneInvalid)]
    [InlineData("()", DropCodes.PhoneInvalid)]
    [InlineData(EmptyDigest, DropCodes.HashOfEmpty)]
    public void A_number_that_cannot_be_dialled_is_left_out_with_its_reason(string phone, string code)
    {
        Assert.Null(PhoneOf(phone, null, null));
        Drops(("user.phone", code));
    }

    [Fact]
    public void The_first_candidate_that_is_a_number_counts()
    {
        user.Phones.AddRange([new RawPhone("none"), new RawPhone("+14155552671"), new RawPhone("+442079460958")]);

        Assert.Equal("+14155552671", Clean().Phone?.Value);
        Drops(("user.phone", DropCodes.NullLike));
    }

    [Fact]
    public void A_hashed_number_counts_only_without_a_readable_one()
    {
        user.HashedPhoneNumber = PhoneDigest.ToUpperInvariant();
        Assert.Equal(PhoneDigest, Clean().HashedPhone?.ToHex());

        user.Phones.Add(new RawPhone("+442079460958"));
        var clean = Clean();
        Assert.Null(clean.HashedPhone);
        Assert.Equal("+442079460958", clean.Phone?.Value);
    }

    [Theory]
    [InlineData(PhoneFormat.E164, PhoneDigest)]
    [InlineData(PhoneFormat.E164Digits, "758fbf68945f21c416814c539ab578876c8d98fb69e6da692def92cd52417fe0")]
    public void The_destinations_format_decides_what_of_a_number_is_hashed(PhoneFormat format, string expected)
    {
        user.Phones.Add(new RawPhone("+1 (415) 555-2671"));

        Assert.Equal(expected, HashedIdentifiers.Of(Clean(), format).Phone?.ToHex());
    }

    [Theory]
    [InlineData("10.0.0.1", DropCodes.IpNotPublic)]
    [InlineData("here", DropCodes.IpInvalid)]
    [InlineData("unknown", DropCodes.NullLike)]
    public void An_IP_address_that_says_nothing_is_left_out_with_its_reason(string ip, string code)
    {
        user.IpAddress = ip;

        Assert.Null(Clean().IpAddress);
        Drops(("user.ip_address", code));
    }

    private void Emails(params string[] emails) => user.Emails.AddRange(emails.Select(email => new RawEmail(email)));

    private string? PhoneOf(string phone, string? country, string? defaultCountry)
    {
        user.Phones.Clear();
        user.Phones.Add(new RawPhone(phone, country));
        return IdentifierCleaner.Clean(user, defaultCountry, dropped).Phone?.Value;
    }

    private IdentifierSet Clean() => IdentifierCleaner.Clean(user, null, dropped);

    private void Drops(params (string Field, string Code)[] expected) =>
        Assert.Equal(expected, dropped.Select(drop => (drop.Field, drop.Code)));
}
