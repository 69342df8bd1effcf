using Dev.Output;

namespace Dev.Tests.Output;

public sealed class TextTableTests
{
    private static readonly TextTable Table = new(["Rows", "Count"], [["read", "1,000"], ["[rejected]", "2"]], 1);

    [Fact]
    public void IntoAPipe_TheCellsStandInColumnsOnly() => Assert.Equal(
        [
            "Rows        Count",
            "read        1,000",
            "[rejected]      2",
        ],
        Table.ToLines());

    [Fact]
    public void LastColumn_HasNoBlanksBehindIt() =>
        Assert.All(new TextTable(["A", "Message"], [["1", "short"], ["2", "much longer"]]).ToLines(), line => Assert.Equal(line.TrimEnd(), line));

    [Fact]
    public void OntoATerminal_ItIsDrawnWithWhatLooksLikeMarkupLeftAlone()
    {
        var drawing = Table.ToDrawing();

        Assert.Equal((2, 2), (drawing.Columns.Count, drawing.Rows.Count));
    }
}
