using System.CommandLine;
using System.CommandLine.Help;
using Dev.Checkout;
using Dev.Doctor;
using Dev.Hosting;
using Dev.Output;
using Dev.Processes;

namespace Dev.Commands;

/// <summary>What the scripts understand.</summary>
internal static class ScriptCommands
{
    /// <param name="arguments">The script's name without <c>./</c>, and what stands behind it.</param>
    public static ParseResult Parse(string[] arguments, Repository repository, Terminal terminal, StopSignal stop)
    {
        // Each is a whole command line, so that its help names the script and not this program.
        var run = Run(repository, terminal, stop);
        Command[] scripts = [run, Test(repository, terminal, stop), Bench(repository, terminal, stop), Guard()];
        var script = scripts.FirstOrDefault(script => script.Name == $"./{arguments.FirstOrDefault()}") ?? run;
        script.Options.Add(new HelpOption { Recursive = true });
        return script.Parse(arguments[Math.Min(1, arguments.Length)..]);
    }

    private static Command Run(Repository repository, Terminal terminal, StopSignal stop)
    {
        var once = new Option<bool>("--once") { Description = "Exit 0 as soon as the order is delivered, otherwise with the reason why it was not." };
        var (port, host) = (Port(), Host());
        var run = new Command("./run", "Start Azurite, a stand-in of Spotify and the app, and follow one order from its webhook to Spotify.")
        {
            once, port, host, Serve(repository, terminal, stop), PushArguments.Command(repository, terminal, stop), ReplayArguments.Command(terminal, stop),
            DoctorCommand.Command(terminal, stop), TestConversionCommand.Command(terminal, stop),
        };
        On(run, terminal, stop, line =>
            new RunCommand(repository, terminal, TimeProvider.System, line.GetValue(host), line.GetValue(port), line.GetValue(once)).RunAsync(stop.Token));
        return run;
    }

    private static Command Serve(Repository repository, Terminal terminal, StopSignal stop)
    {
        var (port, host) = (Port(), Host());
        var auth = new Option<bool>("--enable-auth") { Description = "Ask for function keys, as Azure does." };
        var serve = new Command("serve", "Start the app as configured, with Azurite unless AzureWebJobsStorage is set in the environment.")
        {
            port, host, auth,
        };
        On(serve, terminal, stop, line =>
            new ServeCommand(repository, terminal, line.GetValue(host), line.GetValue(port), line.GetValue(auth)).RunAsync(stop.Token));
        return serve;
    }

    private static Command Test(Repository repository, Terminal terminal, StopSignal stop)
    {
        var filter = new Option<string?>("--filter") { Description = "Only tests that match, as in dotnet test --filter." };
        var all = new Option<bool>("--all")
        {
            Description = "Everything in its long form, and the tests of the project's own tools too when nothing of theirs has changed.",
        };
        var test = new Command("./test", "Build with warnings as errors and run every test.") { filter, all };
        On(test, terminal, stop, line => new TestCommand(repository, terminal, line.GetValue(filter), line.GetValue(all)).RunAsync(stop.Token));
        return test;
    }

    private static Command Bench(Repository repository, Terminal terminal, StopSignal stop)
    {
        var quick = new Option<bool>("--quick") { Description = "Run a shorter set: first figures soon." };
        var soak = new Option<double>("--soak") { Description = "Memory under steady load for so many minutes instead." };
        var bench = new Command("./bench", "Measure the hot path and the whole app, and write the figures into docs/performance.md.") { quick, soak };
        On(bench, terminal, stop, line => new BenchCommand(repository, terminal, line.GetValue(quick), line.GetValue(soak)).RunAsync(stop.Token));
        return bench;
    }

    /// <summary>What a command does, and how it ends when Ctrl-C comes before there is anything to end.</summary>
    public static void On(Command command, Terminal terminal, StopSignal stop, Func<ParseResult, Task<int>> action) => command.SetAction(async line =>
    {
        try
        {
            return await action(line);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            return terminal.Fail(Problem.Interrupted);
        }
    });

    private static Command Guard()
    {
        var guard = new Command("./guard", "Ends the listed processes when its standard input closes.") { Hidden = true };
        guard.SetAction(_ => new Guard(Console.In, TimeSpan.FromSeconds(12)).RunAsync());
        return guard;
    }

    private static Option<HostKind> Host() => new("--host")
    {
        Description = "What runs the app: local, or func for the genuine host of Azure Functions Core Tools.",
        DefaultValueFactory = _ => HostKind.Local,
    };

    private static Option<int> Port() => new("--port")
    {
        Description = "Where the app listens on 127.0.0.1; 0 for any free port.",
        DefaultValueFactory = _ => 7071,
    };
}
