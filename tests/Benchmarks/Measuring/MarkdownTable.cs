namespace Benchmarks.Measuring;

/// <summary>A table that reads well in a terminal and in a document alike.</summary>
public sealed class MarkdownTable(params string[] head)
{
    private readonly List<string[]> rows = [];

    public void Add(params string[] cells)
    {
        if (cells.Length != head.Length)
            throw new ArgumentException($"A row needs {head.Length} cells.", nameof(cells));
        rows.Add(cells);
    }

    /// <summary>The first column is text, the others are figures.</summary>
    public override string ToString()
    {
        var widths = head.Select((text, column) => rows.Select(row => row[column].Length).Append(text.Length).Max()).ToArray();
        var line = widths.Select((width, column) => column == 0 ? new string('-', width + 2) : new string('-', width + 1) + ":");
        return string.Join('\n', [Row(head), $"|{string.Join('|', line)}|", .. rows.Select(Row)]);

        string Row(string[] cells) => $"| {string.Join(" | ", cells.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column])))} |";
    }
}
