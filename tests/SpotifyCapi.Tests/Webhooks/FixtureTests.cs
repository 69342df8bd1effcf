namespace SpotifyCapi.Tests.Webhooks;

public sealed class FixtureTests
{
    public static TheoryData<string, string> All
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (platform, name) in Fixture.All)
                data.Add(platform, name);

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_payload_is_read_as_its_expected_file_says(string platform, string name)
    {
        var fixture = new Fixture(platform, name);

        var outcome = FixtureOutcome.Of(fixture);

        Assert.Equal(fixture.Expected, outcome.Reading);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Spotify_gets_exactly_the_bytes_of_the_wire_file(string platform, string name)
    {
        var fixture = new Fixture(platform, name);

        var outcome = FixtureOutcome.Of(fixture);

        Assert.Equal(fixture.Wire, outcome.Wire);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void No_secret_of_a_payload_is_read(string platform, string name)
    {
        var outcome = FixtureOutcome.Of(new Fixture(platform, name));

        Assert.DoesNotContain("SECRET", outcome.Reading, StringComparison.Ordinal);
        Assert.DoesNotContain("wc_order_", outcome.Reading, StringComparison.Ordinal);
        Assert.DoesNotContain("8d872292709c6fbe", outcome.Reading, StringComparison.Ordinal);
    }
}
