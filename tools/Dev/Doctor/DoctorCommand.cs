using System.CommandLine;
using System.Text.Json;
using Dev.Commands;
using Dev.Output;
using Dev.Processes;

namespace Dev.Doctor;

/// <summary><c>./run doctor</c>: why conversions that were sent may not count, the most urgent first.</summary>
internal static class DoctorCommand
{
    private const string Help = """
        Check whether what a running app sends to Spotify counts there, for each destination. What must be done first comes first.
        Exit code 0: nothing fails. 1: the app cannot be asked. 2: at least one check fails.
        """;

    private const int Fails = 2;

    public static Command Command(Terminal terminal, StopSignal stop)
    {
        var app = new AppOptions();
        var json = new Option<bool>("--json") { Description = "The app's answer as JSON, for machines." };
        var doctor = new Command("doctor", Help) { app.Url, app.Key, json };
        ScriptCommands.On(doctor, terminal, stop, async line =>
        {
            var (routes, problem) = app.Client(line);
            if (routes is null)
                return terminal.Fail(problem!);
            using (routes)
            {
                (var answer, problem) = await routes.GetAsync("diagnostics?view=setup", stop.Token);
                return problem is null ? Show(answer, terminal, line.GetValue(json)) : terminal.Fail(problem);
            }
        });
        return doctor;
    }

    private static int Show(JsonElement answer, Terminal terminal, bool asJson)
    {
        if (answer.Text("status") is not { } status)
            return terminal.Fail(new Problem("The answer is not a check of the setup. Is --url the address of this app, in this version?"));
        if (asJson)
            terminal.Print(answer.GetRawText());
        foreach (var destination in asJson ? [] : answer.List("destinations"))
            Show(destination, terminal);
        return status == "fail" ? Fails : 0;
    }

    private static void Show(JsonElement destination, Terminal terminal)
    {
        var name = destination.Text("destination");
        var checks = destination.List("checks").ToArray();
        foreach (var check in checks.Where(check => check.Text("because") is null))
        {
            var (status, own) = (check.Text("status") ?? "", check.Text("name"));

            // What another check keeps from being made needs no line of its own.
            var unmade = checks.Where(other => other.Text("because") == own).Select(other => other.Text("name")).ToArray();
            var rest = unmade.Length == 0 ? "" : $" Not checked for that reason: {string.Join(", ", unmade)}.";
            terminal.Print($"{status,-7}  {name}/{own}: {check.Text("message")} {check.Text("remedy")}".TrimEnd() + rest, status switch
            {
                "fail" => "red",
                "warn" => "yellow",
                "ok" => "green",
                _ => "grey",
            });
        }
    }
}
