using Benchmarks.Load;
using Benchmarks.Measuring;

namespace Tools.Tests.Benchmarks;

public sealed class LoadFiguresTests
{
    [Fact]
    public void Percentiles_are_values_that_were_measured() =>
        Assert.Equal(new Percentiles(50, 99), Percentiles.Of(Enumerable.Range(1, 100).Reverse().Select(i => (double)i)));

    [Theory]
    [InlineData(new double[0], 0, 0)]
    [InlineData(new double[] { 7 }, 7, 7)]
    [InlineData(new double[] { 1, 2 }, 1, 2)]
    public void Percentiles_of_few_values_are_among_them(double[] values, double p50, double p99) =>
        Assert.Equal(new Percentiles(p50, p99), Percentiles.Of(values));

    [Fact]
    public void Operations_are_counted_by_what_the_account_bills()
    {
        var operations = new StorageOperations();
        string[] requests =
        [
            "POST /devstoreaccount1/conversions/messages?messagettl=-1", "GET /devstoreaccount1/conversions/messages?numofmessages=16",
            "DELETE /devstoreaccount1/conversions/messages/1?popreceipt=x", "GET /devstoreaccount1/conversions-poison/messages?numofmessages=16",
            "PUT /devstoreaccount1/delivery-journal/2026/01/23/12-a-0000?comp=appendblock", "GET /devstoreaccount1/webhook-deliveries?comp=list",
        ];
        foreach (var request in requests)
            operations.Note($"127.0.0.1 - - [23/Jan/2026:12:00:00 +0000] \"{request} HTTP/1.1\" 200 -");
        operations.Note("Azurite Queue service is successfully listening at http://127.0.0.1:1");

        Assert.Equal((1, 2, 1, 4), (operations.Sends, operations.Receives, operations.Deletes, operations.Queue));
        Assert.Equal((1, 1, 6), (operations.BlobWrites, operations.BlobReads, operations.All));
    }

    [Fact]
    public void Section_between_markers_is_replaced_and_nothing_else()
    {
        const string Document = "# Title\n<!-- load -->\nold\nrows\n<!-- /load -->\nEnd\n";

        var once = MarkedSection.Replace(Document, "load", "new");

        Assert.Equal("# Title\n<!-- load -->\nnew\n<!-- /load -->\nEnd\n", once);
        Assert.Equal(once, MarkedSection.Replace(once, "load", "new\n"));
        Assert.Throws<InvalidOperationException>(() => MarkedSection.Replace(Document, "memory", "new"));
    }

    [Fact]
    public void Table_aligns_figures_to_the_right()
    {
        var table = new MarkdownTable("Step", "ns");
        table.Add("all of it", "7");

        Assert.Equal("| Step      | ns |\n|-----------|---:|\n| all of it |  7 |", table.ToString());
        Assert.Throws<ArgumentException>(() => table.Add("too", "many", "cells"));
    }

    [Fact]
    public void Document_has_the_markers_that_the_programs_write_between()
    {
        var document = Testing.Repository.Read("docs/performance.md");

        foreach (var section in (string[])["hot path", "load", "memory"])
            Assert.NotEqual(document, MarkedSection.Replace(document, section, "something new"));
    }
}
