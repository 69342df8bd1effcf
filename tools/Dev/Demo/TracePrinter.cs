using System.Diagnostics;
using System.Globalization;
using Dev.Output;

namespace Dev.Demo;

/// <summary>Prints the steps of one order with the milliseconds since it was sent.</summary>
internal sealed class TracePrinter(Terminal terminal)
{
    private const int Margin = 11;
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public long Elapsed => _watch.ElapsedMilliseconds;

    public void Step(string name, string text, string? style = null) =>
        terminal.Print(string.Create(CultureInfo.InvariantCulture, $"{Elapsed,6} ms  {name,-9}  {text}"), style);

    public void Body(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            terminal.Print(new string(' ', Margin) + line, "grey");
    }
}
