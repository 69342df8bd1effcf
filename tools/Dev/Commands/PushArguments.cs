using System.CommandLine;
using System.Globalization;
using Dev.Checkout;
using Dev.Output;
using Dev.Processes;
using Dev.Push;

namespace Dev.Commands;

/// <summary>How <c>./run push</c> is called.</summary>
internal static class PushArguments
{
    public const string Help = """
        Send a file of offline conversions (CSV or NDJSON) to a running app and print its report.
        Exit code 0: every row is accepted, known or ignored. 1: the file did not go through; pushing it again is safe. 2: it went through, but rows were rejected.
        """;

    private const string LocalApp = "http://127.0.0.1:7071";
    private const int MostMinutes = 1440;

    public static Command Command(Repository repository, Terminal terminal, StopSignal stop)
    {
        var file = new Argument<string>("file") { Description = "The file. Over 99 MiB it goes through the app's container." };
        var source = new Option<string>("--source") { Description = "Name of a source of the kind OfflineFile.", Required = true };
        var url = new Option<string?>("--url") { Description = $"Where the app is; {PushEnvironment.Url}, or {LocalApp}." };
        var key = new Option<string?>("--key") { Description = $"Function key; better in {PushEnvironment.Key}." };
        var via = new Option<PushVia?>("--via") { Description = "Forces one of the two ways." };
        var container = new Option<string?>("--container-url")
        {
            Description = $"Container offline-conversions with a signature that may create and write; better in {PushEnvironment.ContainerUrl}.",
        };
        var wait = new Option<int>("--wait") { Description = "Minutes to wait for the report of a file in the container.", DefaultValueFactory = _ => 60 };
        var block = new Option<int>("--block-timeout")
        {
            Description = "Minutes that 8 MiB may take on their way into the container before they are sent anew.",
            DefaultValueFactory = _ => 10,
        };
        block.Validators.Add(result =>
        {
            // What is no number at all is told by the parser.
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var minutes) && minutes is < 1 or > MostMinutes)
                result.AddError($"--block-timeout takes 1 to {MostMinutes} minutes.");
        });
        var push = new Command("push", Help) { file, source, url, key, via, container, wait, block };
        push.SetAction(line =>
        {
            var address = Or(line.GetValue(url), PushEnvironment.Url) ?? LocalApp;
            if (!Uri.TryCreate(address, UriKind.Absolute, out var app) || app.Scheme is not ("http" or "https"))
                return Task.FromResult(terminal.Fail(new Problem($"{address} is not the address of an app; it looks like {LocalApp}.")));
            var request = new PushRequest
            {
                File = line.GetRequiredValue(file),
                Source = line.GetRequiredValue(source),
                App = app,
                Key = Or(line.GetValue(key), PushEnvironment.Key),
                Via = line.GetValue(via),
                ContainerUrl = Or(line.GetValue(container), PushEnvironment.ContainerUrl),
                BlockLimit = TimeSpan.FromMinutes(line.GetValue(block)),
                Wait = TimeSpan.FromMinutes(line.GetValue(wait)),
            };
            return new PushCommand(request, ContainerAddress.Of(repository, app, TimeProvider.System), terminal, TimeProvider.System).RunAsync(stop.Token);
        });
        return push;
    }

    private static string? Or(string? given, string variable) =>
        !string.IsNullOrEmpty(given) ? given : Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
