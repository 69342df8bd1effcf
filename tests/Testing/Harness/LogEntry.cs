using System.Text.Json;

namespace Testing.Harness;

/// <summary>One entry of the app's log.</summary>
/// <param name="Level">As <c>Microsoft.Extensions.Logging</c> names it.</param>
/// <param name="Line">The whole line, for messages of tests.</param>
public sealed record LogEntry(string Level, string Category, string Message, string Line)
{
    public bool IsError => Level is "Error" or "Critical";

    /// <summary>Reads a line of the app's JSON log; null when it is anything else.</summary>
    public static LogEntry? Parse(string line)
    {
        if (!line.StartsWith('{'))
            return null;
        try
        {
            using var json = JsonDocument.Parse(line);
            return new LogEntry(Text("LogLevel"), Text("Category"), Text("Message"), line);

            string Text(string name) => json.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "";
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
