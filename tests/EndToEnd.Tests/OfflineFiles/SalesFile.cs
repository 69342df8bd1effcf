using System.Text;

namespace EndToEnd.Tests.OfflineFiles;

/// <summary>
/// A CSV file of sales in which one row of a hundred is broken in one of twenty ways and one of a thousand stands twice. The same seed and day
/// make the same file, and what must become of every row is known without the app.
/// </summary>
/// <param name="Rows">How many, the broken ones included.</param>
/// <param name="Seed">For everything that looks random.</param>
/// <param name="Day">When the sales were.</param>
public sealed record SalesFile(int Rows, int Seed, DateOnly Day)
{
    private const int BulkyOneIn = 50;

    /// <summary>What stands before each number in the ids, so that two files of one test are not duplicates of each other.</summary>
    public string Prefix { get; init; } = "sale";

    /// <summary>Row by row, without the header.</summary>
    public IEnumerable<GeneratedRow> Generate() => Enumerable.Range(0, Rows).Select(Row);

    /// <summary>Writes the file.</summary>
    /// <returns>What must become of its rows.</returns>
    public async Task<SalesTotals> WriteAsync(Stream stream, CancellationToken cancellation = default)
    {
        var totals = new SalesTotals();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(SaleRow.Header), cancellation);
        foreach (var row in Generate())
        {
            await stream.WriteAsync(row.Bytes, cancellation);
            totals.Count(row);
        }

        return totals;
    }

    /// <summary>The file as a whole, for a small one.</summary>
    public async Task<(byte[] Bytes, SalesTotals Totals)> ToBytesAsync()
    {
        using var stream = new MemoryStream();
        var totals = await WriteAsync(stream);
        return (stream.ToArray(), totals);
    }

    private GeneratedRow Row(int number) => (number % 1000, number % 100) switch
    {
        (777, _) => new(Sale(number - 700).ToBytes(), RowOutcome.Duplicate, Id(number - 700)),
        (_, 50) => Broken(number),
        _ => new(Sale(number).ToBytes(), RowOutcome.Accepted, Id(number)),
    };

    private GeneratedRow Broken(int number)
    {
        var (round, way) = Math.DivRem(number / 100, Breakage.All.Count);
        var breakage = Breakage.All[way];
        if (breakage.IsBulky && round % BulkyOneIn != 0)
            breakage = Breakage.All[0];
        return new(breakage.Break(Sale(number) with { Product = "", Note = "" }), RowOutcome.Rejected(breakage.Code), null);
    }

    private SaleRow Sale(int number) => SaleRow.Of(Id(number), new Random(HashCode(number)), Day);

    // Of its own for each row, so that a row does not depend on those before it.
    private int HashCode(int number) => unchecked((Seed * 486_187_739) + (number * 16_777_619));

    private string Id(int number) => FormattableString.Invariant($"{Prefix}-{number:0000000}");
}
