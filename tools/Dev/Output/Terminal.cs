using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Dev.Output;

/// <summary>
/// Where a command talks: results on standard output, progress and problems on standard error. Spinners and colours only where a
/// person watches; into a pipe or a file go plain lines without any escape code.
/// </summary>
internal sealed class Terminal
{
    private static readonly string[] DumbTerminals = ["", "dumb"];
    private readonly IAnsiConsole? liveProgress;
    private readonly IAnsiConsole? colouredOutput;
    private readonly Lock gate = new();

    public Terminal(bool outputIsTerminal, bool errorIsTerminal)
    {
        liveProgress = errorIsTerminal ? Console(System.Console.Error) : null;
        colouredOutput = outputIsTerminal ? Console(System.Console.Out) : null;
    }

    public static Terminal OfThisProcess()
    {
        var colours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && (OperatingSystem.IsWindows() || !DumbTerminals.Contains(Environment.GetEnvironmentVariable("TERM") ?? ""));
        return new Terminal(colours && !System.Console.IsOutputRedirected, colours && !System.Console.IsErrorRedirected);
    }

    /// <summary>One line of the result, on standard output. The style is Spectre.Console's, such as <c>green</c>, where there are colours.</summary>
    public void Print(string line, string? style = null) => Write(colouredOutput, System.Console.Out, line, style);

    /// <summary>One line about what happens, on standard error.</summary>
    public void Say(string line, string? style = null) => Write(liveProgress, System.Console.Error, line, style);

    /// <summary>The problem on standard error: first what the tool printed, then the line that says what to do.</summary>
    /// <returns>The exit code to end with.</returns>
    public int Fail(Problem problem)
    {
        foreach (var line in problem.Details)
            Say("  " + line);
        Say(problem.Message, "red");
        return problem.ExitCode;
    }

    /// <summary>Shows that something longer is under way, then how long it took.</summary>
    public async Task<T> StepAsync<T>(string text, Func<Task<T>> work)
    {
        var watch = Stopwatch.StartNew();
        if (liveProgress is null)
        {
            Say(text + " ...");
            return await work();
        }
        var result = await liveProgress.Status().StartAsync(Markup.Escape(text), _ => work());
        Say(string.Create(CultureInfo.InvariantCulture, $"{text} ({watch.Elapsed.TotalSeconds:0.0} s)"), "grey");
        return result;
    }

    /// <summary>Shows how far something longer has come.</summary>
    public async Task<T> MeterAsync<T>(string text, TimeProvider time, Func<Meter, Task<T>> work)
    {
        if (liveProgress is null)
            return await work(new Meter.Plain(line => Say(line), time));
        return await liveProgress.Progress()
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(context => work(new Meter.Live(context.AddTask(Markup.Escape(text)))));
    }

    /// <summary>Part of the result, on standard output.</summary>
    public void Print(TextTable table)
    {
        if (colouredOutput is null)
        {
            foreach (var line in table.ToLines())
                Print(line);
            return;
        }
        lock (gate)
            colouredOutput.Write(table.ToDrawing());
    }

    private static IAnsiConsole Console(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = AnsiSupport.Yes,
        Interactive = InteractionSupport.Yes,
        Out = new AnsiConsoleOutput(writer),
    });

    private void Write(IAnsiConsole? console, TextWriter writer, string line, string? style)
    {
        lock (gate)
        {
            if (console is null)
                writer.WriteLine(line);
            else
                console.MarkupLine(style is null ? Markup.Escape(line) : $"[{style}]{Markup.Escape(line)}[/]");
        }
    }
}
