using System.Globalization;
using System.Text.Json;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class OfflinePushOptionsTests
{
    [Fact]
    public void Defaults_are_those_of_the_record() => Assert.Equal(new OfflinePushOptions(), Configured.Load().OfflinePush);

    [Fact]
    public void A_run_of_the_default_length_ends_before_the_host_ends_it()
    {
        using var host = JsonDocument.Parse(Repository.Read("host.json"));
        var limit = TimeSpan.Parse(host.RootElement.GetProperty("functionTimeout").GetString()!, CultureInfo.InvariantCulture);
        var defaults = new OfflinePushOptions();

        Assert.True(defaults.MaxRunTime + defaults.Patience + TimeSpan.FromMinutes(1) <= limit);
    }

    [Fact]
    public void Values_are_read()
    {
        var options = Configured.Load(
            ("OfflinePush__CheckpointRows", "500"),
            ("OfflinePush__Window", "3"),
            ("OfflinePush__MaxQueueDepth", "7"),
            ("OfflinePush__MaxRunTime", "00:01:00"),
            ("OfflinePush__MaxUploads", "5"),
            ("OfflinePush__Patience", "00:00:20"),
            ("OfflinePush__UploadPatience", "00:00:05")).OfflinePush;

        Assert.Equal((500, 3, 7, 5), (options.CheckpointRows, options.Window, options.MaxQueueDepth, options.MaxUploads));
        Assert.Equal([60, 20, 5], ((TimeSpan[])[options.MaxRunTime, options.Patience, options.UploadPatience]).Select(time => (int)time.TotalSeconds));
    }

    [Theory]
    [InlineData("OfflinePush__CheckpointRows", "99")]
    [InlineData("OfflinePush__Window", "65")]
    [InlineData("OfflinePush__MaxQueueDepth", "0")]
    [InlineData("OfflinePush__MaxRunTime", "4")]
    [InlineData("OfflinePush__MaxUploads", "none")]
    [InlineData("OfflinePush__Patience", "00:00:00")]
    [InlineData("OfflinePush__UploadPatience", "01:00:00")]
    public void A_bad_value_is_named(string name, string value) => Configured.IsRefused(name, value);

    [Theory]
    [InlineData("0 0 22-2 * * *", "has \"22-2\", which the host turns round to \"2-22\"; write \"22-23,0-2\".")]
    [InlineData("0 0 3 * * Fri-Mon", "has \"Fri-Mon\", which the host turns round to \"Mon-Fri\"; write \"Fri-Sat,Sun-Mon\".")]
    [InlineData("0 0 3 * nov-FEB *", "has \"nov-FEB\", which the host turns round to \"FEB-nov\"; write \"nov-Dec,Jan-FEB\".")]
    [InlineData("0 50-10/5 * * * *", "has \"50-10/5\", which the host turns round to \"10-50/5\"; write \"50-59/5,0-10/5\".")]
    [InlineData("50-10 * * * *", "has \"50-10\", which the host turns round to \"10-50\"; write \"50-59,0-10\".")]
    [InlineData("0 */0 * * * *", "has \"*/0\", which the host reads as every one; write \"*\", or a step of at least 1.")]
    [InlineData("0 5,22-2,7 * 31-1 * *", "has \"22-2\", which the host turns round to \"2-22\"; write \"22-59,0-2\".", "has \"31-1\", which the host turns round to \"1-31\"; write \"31-31,1-1\".")]
    public void Schedule_that_the_host_reads_otherwise_stops_the_start_with_the_right_form(string schedule, params string[] problems) =>
        Assert.Equal(problems, Configured.Problems(("OfflinePushSchedule", schedule)).Select(problem => problem.Message));

    [Theory]
    [InlineData("0 */5 * * * *")]
    [InlineData("0 0 8-18 * * Mon-Fri")]
    [InlineData("0 0 22-23,0-2 1-7 1,6-12 *")]
    [InlineData("*/15 * * * * *")]
    [InlineData("00:05:00")]
    public void Schedule_that_means_what_it_says_is_taken(string schedule) => Assert.Equal(schedule, Configured.Load(("OfflinePushSchedule", schedule)).OfflinePush.Schedule);

    [Theory]
    [InlineData("0 0 3 1 * Mon", "2027-02-01, 2027-03-01, 2027-11-01")]
    [InlineData("0 */5 3 1-7 * Mon", "2026-12-07, 2027-01-04, 2027-02-01")]
    [InlineData("0 3 1 * 1", "2027-02-01, 2027-03-01, 2027-11-01")]
    [InlineData("0 0 3 * * Mon", null)]
    [InlineData("0 0 3 1 * *", null)]
    [InlineData("0 0 3 */2 * Mon", null)]
    [InlineData("00:05:00", null)]
    [InlineData("0 0 3 1 * Someday", null)]
    public void Days_of_the_month_that_must_be_weekdays_too_are_told(string schedule, string? days) =>
        Assert.Equal(days, PushSchedule.RareDays(schedule, new DateTime(2026, 11, 30, 0, 0, 0, DateTimeKind.Unspecified)));
}
