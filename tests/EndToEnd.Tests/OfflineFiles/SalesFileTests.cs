using System.Security.Cryptography;

namespace EndToEnd.Tests.OfflineFiles;

/// <summary>The generator is what the app is measured with, so it is measured too.</summary>
public sealed class SalesFileTests
{
    private static readonly SalesFile File = new(20_000, Seed: 1, new DateOnly(2026, 1, 23));

    [Fact]
    public async Task Same_seed_makes_the_same_file_and_another_seed_another()
    {
        var (first, _) = await File.ToBytesAsync();
        var (again, _) = await File.ToBytesAsync();
        var (other, _) = await (File with { Seed = 2 }).ToBytesAsync();

        Assert.Equal(SHA256.HashData(first), SHA256.HashData(again));
        Assert.NotEqual(SHA256.HashData(first), SHA256.HashData(other));
    }

    [Fact]
    public async Task One_row_of_a_hundred_is_broken_and_every_way_occurs()
    {
        var (_, totals) = await File.ToBytesAsync();

        Assert.Equal((20_000, 200, 20, 19_780), (totals.Rows, totals.Rejected, totals.Duplicates, totals.Accepted));
        Assert.Equal(20, Breakage.All.Count);
        Assert.Equal(Breakage.All.Select(breakage => breakage.Code).Distinct().Order(StringComparer.Ordinal), totals.Codes.Keys);
    }

    [Fact]
    public async Task Accepted_ids_are_distinct()
    {
        var (_, totals) = await File.ToBytesAsync();

        Assert.Equal(totals.Accepted, totals.AcceptedIds.Distinct().Count());
    }

    [Fact]
    public void Every_breakage_breaks_its_own_row_only()
    {
        var sale = SaleRow.Of("sale-1", new Random(1), new DateOnly(2026, 1, 23)) with { Product = "", Note = "" };

        Assert.All(Breakage.All, breakage => Assert.Equal((byte)'\n', breakage.Break(sale)[^1]));
        Assert.All(Breakage.All, breakage => Assert.Equal(1, breakage.Break(sale).Count(value => value == '\n')));
    }
}
