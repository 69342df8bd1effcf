using System.Globalization;
using SpotifyCapi.Settings;
using SpotifyCapi.Sources;

namespace Benchmarks;

/// <summary>
/// A mapped source beside signed JSON, by turns in one run: the same events from their bodies to the queue. The goal is 0.7 of the throughput, since what
/// is configured looks for each value, and what is built in knows where it stands.
/// </summary>
internal static class SideBySide
{
    private const int Rounds = 5;

    // By turns, so that what else the machine does meets both alike.
    private const int Slices = 40;
    private const int EventsOfSlice = 1_000;

    private static readonly string[] Fields =
    [
        "event_name", "event_id", "event_time", "action_source", "event_source_url", "value", "currency", "content_name", "content_category", "order_id",
        "consent.marketing", "user.email", "user.phone", "user.country", "user.ip_address", "user.user_agent", "user.device_id",
    ];

    public static int Run()
    {
        var settings = Fields.ToDictionary(field => "Map:" + field, field => "/" + field.Replace('.', '/'));
        settings["Header"] = Samples.Signature.Header;
        var mapped = SourceKinds.Find("Mapped")!.Create(new SettingReader("Sources__mapped", settings, []));
        var (signed, other) = (new WholePath(), new WholePath(mapped));
        var ratios = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var (one, two) = (TimeSpan.Zero, TimeSpan.Zero);
            for (var slice = 0; slice < Slices; slice++)
                (one, two) = (one + Time(signed), two + Time(other));

            // The compiler needs the first.
            if (round == 0)
                continue;

            ratios.Add(one / two);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{round}: SignedJson {Rate(one):N0}, Mapped {Rate(two):N0} events/s, ratio {one / two:F2}"));
        }

        ratios.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median ratio {ratios[Rounds / 2]:F2}"));
        return 0;
    }

    private static double Rate(TimeSpan time) => Slices * EventsOfSlice / time.TotalSeconds;

    private static TimeSpan Time(WholePath path)
    {
        var request = Samples.Request(Samples.Body(1));
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < EventsOfSlice; i++)
            path.Intake(request);
        return TimeProvider.System.GetElapsedTime(began);
    }
}
