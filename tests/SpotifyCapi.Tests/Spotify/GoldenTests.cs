using SpotifyCapi.Events;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Identifiers;

namespace SpotifyCapi.Tests.Spotify;

public sealed class GoldenTests
{
    private static readonly Profile[] Profiles = Enum.GetValues<Profile>();

    public static TheoryData<Profile, StandardEvent> Events
    {
        get
        {
            var rows = new TheoryData<Profile, StandardEvent>();
            foreach (var profile in Profiles)
            {
                foreach (var standard in GoldenEvents.EventsOf(profile))
                    rows.Add(profile, standard);
            }

            return rows;
        }
    }

    public static TheoryData<Profile, string> Bodies
    {
        get
        {
            var rows = new TheoryData<Profile, string>();
            foreach (var profile in Profiles)
            {
                rows.Add(profile, "full");
                rows.Add(profile, "minimal");
                rows.Add(profile, "batch");
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_is_written_byte_for_byte(Profile profile, StandardEvent standard) =>
        GoldenFile.Check(profile, $"{standard}", GoldenEvents.Request(profile, GoldenEvents.Of(standard)));

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_is_written_byte_for_byte(Profile profile, string name) =>
        GoldenFile.Check(profile, name, GoldenEvents.Request(profile, Json(name)));

    [Theory]
    [MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void The_culture_changes_no_byte(string culture)
    {
        foreach (var profile in Profiles)
        {
            var expected = GoldenEvents.Request(profile, Json("batch")).ToArray();

            Assert.Equal(expected, Cultures.Run(culture, () => GoldenEvents.Request(profile, Json("batch")).ToArray()));
        }
    }

    [Fact]
    public void No_golden_request_is_left_over()
    {
        foreach (var profile in Profiles)
        {
            var expected = GoldenEvents.EventsOf(profile).Select(standard => $"{standard}").Concat(["full", "minimal", "batch"]);

            Assert.Equal(expected.Order(StringComparer.Ordinal), GoldenFile.Read(profile).Keys);
        }
    }

    private static string Json(string name) => name switch
    {
        "full" => GoldenEvents.Full,
        "minimal" => GoldenEvents.Minimal,
        _ => $"[{GoldenEvents.Of(StandardEvent.SignUp)},{GoldenEvents.Minimal},{GoldenEvents.Full}]",
    };
}
