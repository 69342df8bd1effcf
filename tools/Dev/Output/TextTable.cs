using Spectre.Console;

namespace Dev.Output;

/// <summary>Rows under headings.</summary>
/// <param name="Headings">One for each column.</param>
/// <param name="Rows">As many cells each.</param>
/// <param name="Numbers">The columns that are aligned to the right.</param>
internal sealed record TextTable(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows, params IReadOnlyList<int> Numbers)
{
    private const string Gap = "  ";

    /// <summary>In columns and without any line drawn, for a pipe or a file.</summary>
    public IEnumerable<string> ToLines()
    {
        int[] widths = [.. Headings.Select((heading, column) => Rows.Select(row => row[column].Length).Append(heading.Length).Max())];
        return Rows.Prepend(Headings).Select(row => string.Join(Gap, row.Select((cell, column) => Pad(cell, column, widths[column]))).TrimEnd());
    }

    /// <summary>With lines around the cells, for a terminal.</summary>
    public Table ToDrawing()
    {
        var table = new Table { Border = TableBorder.Rounded };
        for (var column = 0; column < Headings.Count; column++)
            table.AddColumn(new TableColumn(Markup.Escape(Headings[column])) { Alignment = Numbers.Contains(column) ? Justify.Right : Justify.Left });
        foreach (var row in Rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        return table;
    }

    private string Pad(string cell, int column, int width) => Numbers.Contains(column) ? cell.PadLeft(width) : cell.PadRight(width);
}
