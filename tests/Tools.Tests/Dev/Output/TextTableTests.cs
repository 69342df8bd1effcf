using Dev.Output;
using Tools.Tests.Dev.Push;

namespace Tools.Tests.Dev.Output;

public sealed class TextTableTests
{
    private static readonly TextTable Table = new(["Rows", "Count"], [["read", "1,000"], ["[rejected]", "2"]], 1);

    [Fact]
    public void Into_a_pipe_the_cells_stand_in_columns_only() => Assert.Equal(
        [
            "Rows        Count",
            "read        1,000",
            "[rejected]      2",
        ],
        Table.ToLines());

    [Fact]
    public void Last_column_has_no_blanks_behind_it() =>
        Assert.All(new TextTable(["A", "Message"], [["1", "short"], ["2", "much longer"]]).ToLines(), line => Assert.Equal(line.TrimEnd(), line));

    [Fact]
    public void Onto_a_terminal_it_is_drawn_with_what_looks_like_markup_left_alone()
    {
        var drawing = Table.ToDrawing();

        Assert.Equal((2, 2), (drawing.Columns.Count, drawing.Rows.Count));
    }
}

public sealed class MeterTests
{
    [Fact]
    public async Task Into_a_pipe_at_most_a_line_in_ten_seconds_is_written()
    {
        var time = new HurriedTime();
        var lines = new List<string>();
        var meter = new Meter.Plain(lines.Add, time);

        for (var second = 0; second < 30; second++)
        {
            meter.Show($"second {second}", second / 30.0);
            await Task.Delay(TimeSpan.FromSeconds(1), time);
        }

        Assert.Equal(["second 0", "second 10", "second 20"], lines);
    }

    [Fact]
    public void Into_a_pipe_a_note_is_written_at_once()
    {
        var lines = new List<string>();
        var meter = new Meter.Plain(lines.Add, new HurriedTime());

        meter.Show("Uploading", 0);
        meter.Note("Sending it again.");

        Assert.Equal(["Uploading", "Sending it again."], lines);
    }
}
