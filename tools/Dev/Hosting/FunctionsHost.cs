using System.Globalization;
using Dev.Building;
using Dev.Checkout;
using Dev.Processes;

namespace Dev.Hosting;

/// <summary>What runs the app; the names are those of <c>--host</c>.</summary>
internal enum HostKind
{
    /// <summary>tools/LocalHost, which is built with the app.</summary>
    Local,

    /// <summary>The genuine host of Azure Functions Core Tools, where they are installed.</summary>
    Func,
}

/// <summary>How a host is started and what to say when it is not there.</summary>
/// <param name="Command">The command line for one start.</param>
/// <param name="StartLimit">How long it may take until the app answers.</param>
/// <param name="Missing">Its program was not found.</param>
internal sealed record FunctionsHost(Func<Repository, AppStart, ProcessCommand> Command, TimeSpan StartLimit, Problem Missing)
{
    private static readonly FunctionsHost Local = new(
        (repository, start) => new("The app", "dotnet", LocalArguments(repository, start), repository.Root) { Environment = start.Environment },
        TimeSpan.FromSeconds(60),
        new("`dotnet` was not found. Install the .NET 10 SDK from https://dot.net and run this again."));

    // It builds the project of the folder that it is started in, and ignores SIGTERM.
    private static readonly FunctionsHost Func = new(
        (repository, start) => new("func", "func", FuncArguments(start), repository.AppProject) { Environment = DotNet.Over(start.Environment), EndsByInterrupt = true },
        TimeSpan.FromMinutes(5),
        new("`func` was not found. Install Azure Functions Core Tools (npm i -g azure-functions-core-tools@4 --unsafe-perm true) or leave out --host func."));

    public static FunctionsHost Of(HostKind kind) => kind == HostKind.Func ? Func : Local;

    private static string[] LocalArguments(Repository repository, AppStart start)
    {
        var folder = Path.GetDirectoryName(repository.AppAssembly) ?? "";
        string[] arguments = [repository.HostAssembly, "--app", folder, "--port", Text(start.Port)];
        return start.EnableAuth ? [.. arguments, "--enable-auth"] : arguments;
    }

    private static string[] FuncArguments(AppStart start)
    {
        string[] arguments = ["start", "--port", Text(start.Port)];
        return start.EnableAuth ? [.. arguments, "--enableAuth"] : arguments;
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
