using System.Text.Json;

namespace Dev.Demo;

/// <summary>One line of the log in the console's JSON format; the level is a word such as <c>Warning</c>, the exception that of its cause, in one line.</summary>
internal sealed record AppLogLine(string Level, string Category, string Message, string? Exception = null)
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
                ? new AppLogLine(level, Text(root, "Category") ?? "", message, Text(root, "Exception") is { } exception ? Cause(exception) : null)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public override string ToString() => $"{Level}: {Message} ({Category}){(Exception is null ? "" : $" {Exception}")}";

    /// <summary>Without the stacks. The host's exception of a failed function has everything that the worker says of it in its message.</summary>
    private static string Cause(string exception) => string.Join(' ', exception.Split(" ---> ")[^1].Split('\n')
        .Select(line => line.Trim()).TakeWhile(line => !line.StartsWith("at ", StringComparison.Ordinal) && !line.StartsWith("Stack: ", StringComparison.Ordinal)));

    private static string? Text(JsonElement root, string property) =>
        root.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
