using System.Net;

namespace LocalHost.Hosting;

/// <summary>What the developer asked for: the folder of the built app, a port (0 for any free one), whether keys are asked for.</summary>
internal sealed record CommandLine(string App, int Port, bool EnableAuth)
{
    public static CommandLine Parse(string[] args)
    {
        var line = new CommandLine("", 7071, false);
        for (var i = 0; i < args.Length; i++)
        {
            line = (args[i], args.ElementAtOrDefault(i + 1)) switch
            {
                ("--enable-auth", _) => line with { EnableAuth = true },
                ("--app", { Length: > 0 }) => line with { App = Path.GetFullPath(args[++i]) },
                ("--port", { } number) when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort =>
                    line with { Port = int.Parse(args[++i], CultureInfo.InvariantCulture) },
                _ => throw Mistake($"'{args[i]}' is no option, or what follows it is no value for it."),
            };
        }

        return line.App.Length > 0 ? line : throw Mistake("--app is missing.");
    }

    private static StartFailedException Mistake(string what) => new($"{what} Usage: LocalHost --app FOLDER [--port NUMBER] [--enable-auth]");
}

/// <summary>A mistake of the developer: one line and an exit code of its own instead of a stack trace.</summary>
internal sealed class StartFailedException(string message) : Exception(message)
{
    public const int ExitCode = 2;
}
