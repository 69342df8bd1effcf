using SpotifyCapiFunctions.Inspector;

namespace SpotifyCapiFunctions.Tests.Inspector;

public sealed class HourPartitionsTests
{
    private static readonly DateTimeOffset Hour = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Quiet_hour_is_one_partition() => Assert.Equal([(0, 3600)], Partitions(new HourPartitions(Hour), Hour.AddHours(1).AddTicks(-1), 10));

    [Fact]
    public void Busy_hour_is_cut_so_that_no_partition_has_more_than_fit()
    {
        var partitions = new HourPartitions(Hour);
        for (var i = 0; i < 3600; i++)
            partitions.Count(Hour.AddSeconds(i + 0.999), 3);

        var cut = Partitions(partitions, Hour.AddSeconds(1800.5), 1000);

        Assert.Equal([(1468, 1801), (1135, 1468), (802, 1135), (469, 802), (136, 469), (0, 136)], cut);
    }

    [Fact]
    public void Second_with_more_than_fit_is_a_partition_of_its_own()
    {
        var partitions = new HourPartitions(Hour);
        partitions.Count(Hour.AddSeconds(100), 9);
        partitions.Count(Hour.AddSeconds(101), 11);
        partitions.Count(Hour.AddSeconds(101), 11);
        partitions.Count(Hour.AddSeconds(103), 10);

        Assert.Equal([(102, 201), (101, 102), (0, 101)], Partitions(partitions, Hour.AddSeconds(200), 10));
    }

    private static IEnumerable<(int, int)> Partitions(HourPartitions partitions, DateTimeOffset last, int most) =>
        partitions.UpTo(last, most).Select(partition => ((int)(partition.Begin - Hour).TotalSeconds, (int)(partition.End - Hour).TotalSeconds));
}
