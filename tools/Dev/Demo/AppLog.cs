using System.Text;
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

/// <summary>
/// One line of the log in the console's JSON format; the level is a word such as <c>Warning</c>, the exception that of its cause, in one line.
/// </summary>
internal sealed record AppLogLine(string Level, string Category, string Message, string? Exception = null)
{
    private static readonly string[] Loud = ["Warning", "Error", "Critical"];

    /// <summary>Worth interrupting the trace for.</summary>
    public bool IsWarningOrWorse => Loud.Contains(Level);

    /// <returns>Null when the line is not of that format, as the text of a crash is not.</returns>
    public static AppLogLine? TryParse(string line)
    {
        var entry = Json.Parse(Encoding.UTF8.GetBytes(line));
        return entry.Text("LogLevel") is { } level && entry.Text("Message") is { } message
            ? new AppLogLine(level, entry.Text("Category") ?? "", message, entry.Text("Exception") is { } exception ? Cause(exception) : null)
            : null;
    }

    public override string ToString() => $"{Level}: {Message} ({Category}){(Exception is null ? "" : $" {Exception}")}";

    /// <summary>Without the stacks. The host's exception of a failed function has everything that the worker says of it in its message.</summary>
    private static string Cause(string exception) => string.Join(' ', exception.Split(" ---> ")[^1].Split('\n')
        .Select(line => line.Trim())
        .TakeWhile(line => !line.StartsWith("at ", StringComparison.Ordinal) && !line.StartsWith("Stack: ", StringComparison.Ordinal)));
}
