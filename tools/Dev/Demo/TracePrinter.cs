using System.Globalization;
using Dev.Output;

namespace Dev.Demo;

/// <summary>Prints the steps of one order with the milliseconds since it was sent.</summary>
internal sealed class TracePrinter(Terminal terminal, TimeProvider time)
{
    private const int Margin = 11;
    private readonly DateTimeOffset _sent = time.GetUtcNow();

    public TimeSpan Elapsed => time.GetUtcNow() - _sent;

    /// <summary>A step that has just been seen.</summary>
    public void Step(string name, string text, string? style = null) => Step(time.GetUtcNow(), name, text, style);

    /// <summary>A step whose time another process of this machine has told.</summary>
    public void Step(DateTimeOffset at, string name, string text, string? style = null) =>
        terminal.Print(string.Create(CultureInfo.InvariantCulture, $"{Milliseconds(at),6} ms  {name,-9}  {text}"), style);

    public string Milliseconds(DateTimeOffset at) => Math.Round((at - _sent).TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    public void Body(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            terminal.Print(new string(' ', Margin) + line, "grey");
    }
}
