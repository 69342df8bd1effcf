using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dev.Commands;
using Dev.Output;
using Dev.Processes;

namespace Dev.Doctor;

/// <summary>
/// <c>./run test-conversion</c>: one clearly named event of the operator's own, followed all the way. The page's "Try it" takes the same routes.
/// </summary>
internal sealed class TestConversionCommand(AppClient routes, TestConversion conversion, bool waits, Terminal terminal, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWay = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestCount = TimeSpan.FromMinutes(30);
    private static readonly string[] Ends = ["delivered", "dead", "rejected", "ignored"];
    private static readonly string[] MayTellLater = ["ok", "not_in_dataset", "timeout", "unavailable", "rate_limited"];

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"test-conversion-{time.GetUtcNow():yyyyMMdd-HHmmss}");
        var (before, _) = await routes.GetAsync("diagnostics", stop);
        var path = "events" + (conversion.Destination is { } destination ? $"?destination={Uri.EscapeDataString(destination)}" : "");
        var (answer, problem) = await routes.PostAsync(path, conversion.ToJson(id, time.GetUtcNow()), stop);
        if (problem is not null)
            return terminal.Fail(problem);
        if (answer.List("results").FirstOrDefault() is var taken && taken.Text("status") is not "accepted")
            return terminal.Fail(new Problem($"It was not accepted but {taken.Text("status")}: {taken.Text("reason")}. docs/errors.md says what to do."));
        terminal.Print($"accepted   {id}");
        var trace = await EndAsync(id, stop);
        if (trace.Text("outcome") is not "delivered")
            return terminal.Fail(new Problem($"It ended as {trace.Text("outcome") ?? "waiting"}. {new Uri(routes.App, $"/api/deliveries/{id}")} tells why."));
        terminal.Print("delivered  Spotify took it.", "green");
        return await CountedAsync(before, trace.List("received").LastOrDefault(), stop);
    }

    private async Task<JsonElement> EndAsync(string id, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        JsonElement trace = default;
        // The line of its arrival may be written after that of its delivery.
        while (time.GetElapsedTime(began) < LongestWay && !(Ends.Contains(trace.Text("outcome")) && trace.List("received").Any()))
        {
            await Task.Delay(Pause, time, stop);
            trace = await routes.GetAsync($"deliveries/{id}", stop) is { Problem: null } found ? found.Json : trace;
        }
        return trace;
    }

    // Spotify tells counts only: it has the event once it counts one more of this name than before.
    private async Task<int> CountedAsync(JsonElement before, JsonElement arrival, CancellationToken stop)
    {
        var (destination, name, began) = (arrival.Text("destination"), arrival.Text("event_name"), time.GetTimestamp());
        var known = Counted(Of(before, destination), name);
        while (true)
        {
            var now = Of((await routes.GetAsync("diagnostics", stop)).Json, destination);
            var (status, counted) = (now.Text("status") ?? "unavailable", Counted(now, name));
            var isLate = time.GetElapsedTime(began) > LongestCount;
            if (counted <= known && MayTellLater.Contains(status) && waits && !isLate)
            {
                await Task.Delay(LookAgain, time, stop);
                continue;
            }

            var seen = string.Create(CultureInfo.InvariantCulture, $"seen       Spotify counts {counted} {name} in the last days; before, it was {known}.");
            if (counted > known)
                terminal.Print(seen, "green");
            else if (!MayTellLater.Contains(status))
                terminal.Print($"not told   {now.Text("message")}");
            else if (!waits)
                terminal.Print("not seen   Spotify's own figures lag by some 20 minutes: --wait waits for them, and ./run doctor looks later.");
            else
                return terminal.Fail(new Problem("Spotify took it, and does not count it after 30 minutes. ./run doctor says why."));

            return 0;
        }
    }

    private static JsonElement Of(JsonElement diagnostics, string? destination) =>
        diagnostics.List("destinations").FirstOrDefault(one => one.Text("destination") == destination);

    private static long Counted(JsonElement destination, string? name) =>
        destination.List("rows").Where(row => row.Text("event_name") == name).Sum(row => row.Number("received_by_spotify"));

    public static Command Command(Terminal terminal, StopSignal stop)
    {
        var app = new AppOptions();
        var destination = new Option<string?>("--destination") { Description = "Which destination, where there are several." };
        var email = new Option<string?>("--email") { Description = "Your own e-mail address." };
        var ip = new Option<string?>("--ip") { Description = "Your own public IP address." };
        var name = new Option<string>("--event") { Description = "Its event name. VIEW counts for no revenue.", DefaultValueFactory = _ => "VIEW" };
        var wait = new Option<bool>("--wait") { Description = "Wait until Spotify's own figures show it, which takes some 20 minutes." };
        var yes = new Option<bool>("--yes") { Description = "Do not ask before sending." };
        var command = new Command("test-conversion", "Send one event of your own to Spotify through a running app, and follow it until Spotify has taken it.")
        {
            app.Url, app.Key, destination, email, ip, name, wait, yes,
        };
        ScriptCommands.On(command, terminal, stop, async line =>
        {
            var conversion = new TestConversion(line.GetValue(destination), line.GetValue(email), line.GetValue(ip), line.GetValue(name)!);
            if (conversion is { Email: null, IpAddress: null })
                return terminal.Fail(new Problem("Name yourself with --email or --ip: Spotify takes no event without a person."));
            var (routes, problem) = app.Client(line);
            if (routes is null)
                return terminal.Fail(problem!);
            using (routes)
            {
                return line.GetValue(yes) || IsConfirmed(routes.App, conversion, terminal)
                    ? await new TestConversionCommand(routes, conversion, line.GetValue(wait), terminal, TimeProvider.System).RunAsync(stop.Token)
                    : terminal.Fail(new Problem("Nothing was sent. Confirm with y, or pass --yes."));
            }
        });
        return command;
    }

    private static bool IsConfirmed(Uri app, TestConversion conversion, Terminal terminal)
    {
        terminal.Say($"{app} will send a {conversion.EventName} event with your own data to Spotify, where it counts like any other. Send it? [y/N]");
        return Console.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }
}

/// <summary>What is sent.</summary>
internal sealed record TestConversion(string? Destination, string? Email, string? IpAddress, string EventName)
{
    public string ToJson(string id, DateTimeOffset at)
    {
        var user = new JsonObject();
        if (Email is not null)
            user["email"] = Email;
        if (IpAddress is not null)
            user["ip_address"] = IpAddress;
        return new JsonObject
        {
            ["event_name"] = EventName,
            ["event_id"] = id,
            ["event_time"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["action_source"] = "WEB",
            ["content_name"] = "Test conversion",
            ["user"] = user,
        }.ToJsonString(JsonSerializerOptions.Default);
    }
}
