namespace EndToEnd.Tests.Offline;

/// <summary>The commands of docs/offline-conversions.md: every block that is marked as bash, in order.</summary>
public static class DocumentedCommands
{
    private const string Fence = "```";

    public static string Page => Path.Combine(Repository.Root, "docs", "offline-conversions.md");

    /// <summary>Blocks with what is printed below them, where the page shows it.</summary>
    public static IReadOnlyList<(string Command, string? Shown)> Read()
    {
        var found = new List<(string, string?)>();
        var lines = File.ReadAllLines(Page);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i] != Fence + "bash")
                continue;
            var command = Block(lines, ref i);
            var shown = i + 2 < lines.Length && lines[i + 1].Length == 0 && lines[i + 2] == Fence;
            if (shown)
                i += 2;
            found.Add((command, shown ? Block(lines, ref i) : null));
        }

        return found;
    }

    // From the line with the opening fence to that with the closing one.
    private static string Block(string[] lines, ref int line)
    {
        var block = lines.Skip(line + 1).TakeWhile(text => text != Fence).ToArray();
        line += block.Length + 1;
        return string.Join('\n', block);
    }
}
