using System.Text.Json;

namespace Dev.Demo;

/// <summary>One line of the app's log in the console's JSON format; the level is a word such as <c>Warning</c>.</summary>
internal sealed record AppLogLine(string Level, string Category, string Message)
{
    private static readonly string[] Loud = ["Warning", "Error", "Critical"];

    /// <summary>Worth interrupting the trace for.</summary>
    public bool IsWarningOrWorse => Loud.Contains(Level);

    /// <returns>Null when the line is not of that format, as the text of a crash is not.</returns>
    public static AppLogLine? TryParse(string line)
    {
        if (!line.StartsWith('{'))
            return null;
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return Text(root, "LogLevel") is { } level && Text(root, "Message") is { } message
                ? new AppLogLine(level, Text(root, "Category") ?? "", message)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override string ToString() => $"{Level}: {Message} ({Category})";

    private static string? Text(JsonElement root, string property) =>
        root.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
