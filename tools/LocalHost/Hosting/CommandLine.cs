using System.Globalization;
using System.Net;

namespace LocalHost.Hosting;

/// <summary>What the developer asked for.</summary>
/// <param name="App">The folder of the built app.</param>
/// <param name="Port">0 for any free one.</param>
/// <param name="EnableAuth">Whether function keys are asked for.</param>
internal sealed record CommandLine(string App, int Port, bool EnableAuth)
{
    private const string Usage = "Usage: LocalHost --app FOLDER [--port NUMBER] [--enable-auth]";

    public static CommandLine Parse(string[] args)
    {
        var (app, port, enableAuth) = ((string?)null, 7071, false);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--app":
                    app = Value();
                    break;
                case "--port":
                    port = PortNumber(Value());
                    break;
                case "--enable-auth":
                    enableAuth = true;
                    break;
                default:
                    throw new StartFailedException($"There is no option '{args[i]}'. {Usage}");
            }

            string Value() => ++i < args.Length ? args[i] : throw new StartFailedException($"{args[i - 1]} needs a value. {Usage}");
        }

        return app is null ? throw new StartFailedException($"--app is missing. {Usage}") : new(Path.GetFullPath(app), port, enableAuth);
    }

    private static int PortNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? port
            : throw new StartFailedException($"'{text}' is not a port number.");
}
