namespace SpotifyCapiFunctions.Inspector;

/// <summary>Cuts an hour into pieces of whole seconds of which none has more events than fit into memory.</summary>
/// <param name="hour">The full hour.</param>
internal sealed class HourPieces(DateTimeOffset hour)
{
    private readonly int[] seconds = new int[60 * 60];

    /// <summary>Counts events; it does not matter when they are counted more than once.</summary>
    /// <param name="at">When they were accepted, in this hour.</param>
    /// <param name="count">How many.</param>
    public void Count(DateTimeOffset at, int count) => seconds[SecondOf(at)] += count;

    /// <summary>The pieces up to a moment, latest first. Each holds its begin and not its end.</summary>
    /// <param name="last">The moment; the last piece includes it.</param>
    /// <param name="most">Events of a piece; more only where one second has more.</param>
    public IEnumerable<(DateTimeOffset Begin, DateTimeOffset End)> UpTo(DateTimeOffset last, int most)
    {
        var end = SecondOf(last) + 1;
        while (end > 0)
        {
            var begin = end - 1;
            for (var events = seconds[begin]; begin > 0 && events + seconds[begin - 1] <= most; events += seconds[begin])
                begin--;

            yield return (hour.AddSeconds(begin), hour.AddSeconds(end));
            end = begin;
        }
    }

    private int SecondOf(DateTimeOffset at) => (int)((at - hour).Ticks / TimeSpan.TicksPerSecond);
}
