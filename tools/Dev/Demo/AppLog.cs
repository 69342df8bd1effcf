using Dev.Output;

namespace Dev.Demo;

/// <summary>Shows the app's warnings and errors, and what it prints outside its log, as they come.</summary>
internal sealed class AppLog(Terminal terminal)
{
    /// <summary>Lines of the log for a person; what is not of its format stays as it is.</summary>
    public static IReadOnlyList<string> Readable(IEnumerable<string> lines) =>
        [.. lines.Select(line => AppLogLine.TryParse(line)?.ToString() ?? line)];

    /// <summary>The same without what <see cref="Read"/> has shown when it came.</summary>
    public static IReadOnlyList<string> Remaining(IEnumerable<string> lines) =>
        [.. lines.Select(AppLogLine.TryParse).OfType<AppLogLine>().Where(entry => !entry.IsWarningOrWorse).Select(entry => entry.ToString())];

    public void Read(string line)
    {
        if (AppLogLine.TryParse(line) is not { } entry)
        {
            if (line.Length > 0)
                terminal.Say("  app  " + line);
        }
        else if (entry.IsWarningOrWorse)
        {
            terminal.Say($"  app  {entry}", entry.Level == "Warning" ? "yellow" : "red");
        }
    }
}
