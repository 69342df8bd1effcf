using System.Text.Json;

namespace Tools.Tests.LocalHost.Harness;

/// <summary>A line of the host's log in JSON format.</summary>
internal sealed record LogEntry(string Level, string Category, string Message, string Exception, JsonElement State)
{
    /// <returns>The entry, or null for a line that is none.</returns>
    public static LogEntry? Parse(string line)
    {
        if (!line.StartsWith('{'))
            return null;
        var json = JsonDocument.Parse(line).RootElement;
        return new(Text("LogLevel"), Text("Category"), Text("Message"), Text("Exception"), json.TryGetProperty(nameof(State), out var state) ? state : default);

        string Text(string name) => json.TryGetProperty(name, out var value) ? value.GetString()! : "";
    }

    public bool IsFor(string function) => Category.StartsWith("Function." + function, StringComparison.Ordinal);
}
