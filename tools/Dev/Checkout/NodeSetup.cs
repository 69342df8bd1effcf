using System.Globalization;
using System.Text.Json;
using Dev.Output;
using Dev.Processes;

namespace Dev.Checkout;

/// <summary>Node.js and the npm packages of the checkout.</summary>
internal static class NodeSetup
{
    /// <returns>Null when Azurite can be started.</returns>
    public static async Task<Problem?> EnsureAsync(Repository repository, Terminal terminal, CancellationToken stop)
    {
        var node = await Tool.RunAsync(Command(repository, "node", "--version"), stop);
        if (NodeVersion.Check(node is { Lines: [var version, ..] } ? version : null) is { } problem)
            return problem;
        return NodeModules.AreCurrent(repository) ? null : await InstallAsync(repository, terminal, stop);
    }

    private static async Task<Problem?> InstallAsync(Repository repository, Terminal terminal, CancellationToken stop)
    {
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var result = await terminal.StepAsync("Installing the npm tools (npm ci)", () => Tool.RunAsync(Command(repository, npm, "ci"), stop));
        if (result is null)
            return new Problem("`npm` was not found. It comes with Node.js: install that from https://nodejs.org and run this again.");
        return result.Succeeded
            ? null
            : new Problem("`npm ci` failed; see above. Check the network and `npm config get registry`, then run this again.", [.. result.Lines.TakeLast(20)]);
    }

    private static ProcessCommand Command(Repository repository, string program, string argument) =>
        new(program, program, [argument], repository.Root) { Grace = TimeSpan.FromSeconds(3) };
}

/// <summary>Azurite needs Node.js; package.json says from which version on.</summary>
internal static class NodeVersion
{
    public const int Minimum = 20;

    private const string Advice = "Azurite, the storage emulator, runs on it. Install it from https://nodejs.org and run this again.";

    /// <param name="printed">What <c>node --version</c> printed, such as <c>v20.20.2</c>; null when there is no node.</param>
    public static Problem? Check(string? printed)
    {
        if (printed is null)
            return new Problem($"Node.js {Minimum} or newer is needed but `node` was not found. {Advice}");
        var major = printed.Trim().TrimStart('v').Split('.')[0];
        if (!int.TryParse(major, NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < Minimum)
            return new Problem($"Node.js {Minimum} or newer is needed but `node --version` says {printed.Trim()}. {Advice}");
        return null;
    }
}

/// <summary>Whether <c>node_modules</c> holds what <c>package-lock.json</c> pins.</summary>
internal static class NodeModules
{
    private const string Packages = "packages";

    public static string Azurite(Repository repository) =>
        Path.Combine(repository.Root, "node_modules", "azurite", "dist", "src", "azurite.js");

    /// <summary>
    /// A newer node_modules is taken as it is. An older one is compared package by package: a fresh checkout or a
    /// linked node_modules has a lock file that is newer only by its date.
    /// </summary>
    public static bool AreCurrent(Repository repository)
    {
        var wanted = Path.Combine(repository.Root, "package-lock.json");
        var installed = Path.Combine(repository.Root, "node_modules", ".package-lock.json");
        if (!File.Exists(installed) || !File.Exists(Azurite(repository)))
            return false;
        return File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(wanted) || HoldsAll(wanted, installed);
    }

    private static bool HoldsAll(string wantedLock, string installedLock)
    {
        using var wanted = JsonDocument.Parse(File.ReadAllBytes(wantedLock));
        using var installed = JsonDocument.Parse(File.ReadAllBytes(installedLock));
        var present = installed.RootElement.GetProperty(Packages);
        return wanted.RootElement.GetProperty(Packages).EnumerateObject().All(package => IsThere(package, present));
    }

    private static bool IsThere(JsonProperty package, JsonElement present)
    {
        // "" is the checkout itself; optional packages are left out on platforms that they do not support.
        if (package.Name.Length == 0 || package.Value.TryGetProperty("optional", out _))
            return true;
        return present.TryGetProperty(package.Name, out var found) && Version(found) == Version(package.Value);
    }

    private static string? Version(JsonElement package) =>
        package.TryGetProperty("version", out var version) ? version.GetString() : null;
}
