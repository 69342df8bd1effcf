using System.Text.Json;

namespace Dev.Checkout;

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
