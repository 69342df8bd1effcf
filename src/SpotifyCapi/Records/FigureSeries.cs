namespace SpotifyCapi.Records;

/// <summary>Figures over time, in buckets of one width without gaps, for a chart.</summary>
public sealed class FigureSeries
{
    /// <summary>Most buckets of a series.</summary>
    public const int MaxPoints = 300;

    private static readonly int[] Widths = [1, 5, 15, 60, 240, 1440];

    private readonly long first;
    private readonly int width;

    /// <summary>Makes empty buckets.</summary>
    /// <param name="from">Beginning; cut to the minute.</param>
    /// <param name="to">End.</param>
    public FigureSeries(DateTimeOffset from, DateTimeOffset to)
    {
        var (begin, end) = (FigureKey.MinuteOf(from), FigureKey.MinuteOf(to));
        width = Widths.FirstOrDefault(minutes => (end - begin) / minutes < MaxPoints - 1, Widths[^1]);
        first = begin / width;
        Points = [.. Enumerable.Range(0, (int)((end / width) - first) + 1)
            .Select(i => new FigurePoint { At = DateTimeOffset.UnixEpoch.AddMinutes((first + i) * width) })];
    }

    /// <summary>Width of a bucket.</summary>
    public TimeSpan Bucket => TimeSpan.FromMinutes(width);

    /// <summary>The buckets.</summary>
    public IReadOnlyList<FigurePoint> Points { get; }

    /// <summary>Adds the figures of one minute; those outside the series are passed over.</summary>
    /// <param name="line">The figures.</param>
    public void Add(TallyLine line)
    {
        var index = (line.Minute / width) - first;
        if (index < 0 || index >= Points.Count)
            return;

        var (point, figures) = (Points[(int)index], line.Figures);
        point.Received += figures.Accepted + figures.Duplicate + figures.Unstored + (figures.Ignored?.Values.Sum() ?? 0) + (figures.Rejected?.Values.Sum() ?? 0);
        point.Accepted += figures.Accepted;
        point.Delivered += figures.Sent?.Values.Sum() ?? 0;
        point.Retried += figures.Retried?.Values.Sum() ?? 0;
        point.Dead += figures.Died;
    }
}

/// <summary>One bucket, by the time when things happened.</summary>
public sealed class FigurePoint
{
    /// <summary>When it begins.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Events that arrived.</summary>
    public long Received { get; set; }

    /// <summary>Events that the queue confirmed.</summary>
    public long Accepted { get; set; }

    /// <summary>Events that Spotify took.</summary>
    public long Delivered { get; set; }

    /// <summary>How often events were put off.</summary>
    public long Retried { get; set; }

    /// <summary>Events that were given up.</summary>
    public long Dead { get; set; }
}
