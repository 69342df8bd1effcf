using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dev.Commands;
using Dev.Output;
using Dev.Processes;

namespace Dev.Doctor;

/// <summary><c>./run test-conversion</c>: one clearly named event of the operator's own, followed all the way.</summary>
internal sealed class TestConversionCommand(AppClient routes, TestConversion conversion, Terminal terminal, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly string[] Ends = ["delivered", "dead", "rejected", "ignored"];

    public async Task<int> RunAsync(CancellationToken stop)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"test-conversion-{time.GetUtcNow():yyyyMMdd-HHmmss}");
        var path = "events" + (conversion.Destination is { } destination ? $"?destination={Uri.EscapeDataString(destination)}" : "");
        var (_, problem) = await routes.PostAsync(path, conversion.ToJson(id, time.GetUtcNow()), stop);
        if (problem is not null)
            return terminal.Fail(problem);
        terminal.Print($"accepted   {id}");
        var outcome = await OutcomeAsync(id, stop);
        if (outcome != "delivered")
            return terminal.Fail(new Problem($"It ended as {outcome ?? "waiting"}. {new Uri(routes.App, $"/api/deliveries/{id}")} tells why."));
        terminal.Print($"delivered  Spotify took it. Its own figures lag by some 20 minutes; then run ./run doctor, or look at {new Uri(routes.App, "/api/diagnostics")}.", "green");
        return 0;
    }

    private async Task<string?> OutcomeAsync(string id, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        string? outcome = null;
        while (time.GetElapsedTime(began) < Limit && !Ends.Contains(outcome))
        {
            await Task.Delay(Pause, time, stop);
            outcome = (await routes.GetAsync($"deliveries/{id}", stop)).Json.Text("outcome") ?? outcome;
        }
        return outcome;
    }

    public static Command Command(Terminal terminal, StopSignal stop)
    {
        var app = new AppOptions();
        var destination = new Option<string?>("--destination") { Description = "Which destination, where there are several." };
        var email = new Option<string?>("--email") { Description = "Your own e-mail address." };
        var ip = new Option<string?>("--ip") { Description = "Your own public IP address." };
        var name = new Option<string>("--event") { Description = "Its event name. VIEW counts for no revenue.", DefaultValueFactory = _ => "VIEW" };
        var yes = new Option<bool>("--yes") { Description = "Do not ask before sending." };
        var command = new Command("test-conversion", "Send one event of your own to Spotify through a running app, and follow it until Spotify has taken it.")
        {
            app.Url, app.Key, destination, email, ip, name, yes,
        };
        CommandLine.On(command, terminal, stop, async line =>
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
                    ? await new TestConversionCommand(routes, conversion, terminal, TimeProvider.System).RunAsync(stop.Token)
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
