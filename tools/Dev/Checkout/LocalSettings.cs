namespace Dev.Checkout;

/// <summary><c>local.settings.json</c>, which holds secrets and is therefore made, not committed.</summary>
internal static class LocalSettings
{
    public static string PathIn(Repository repository) => Path.Combine(repository.Root, "local.settings.json");

    /// <summary>Makes it from the example unless it exists. Never overwrites.</summary>
    /// <returns>True when it was made now.</returns>
    public static bool EnsureExists(Repository repository)
    {
        var settings = PathIn(repository);
        var example = Path.Combine(repository.Root, "local.settings.example.json");
        if (File.Exists(settings) || !File.Exists(example))
            return false;
        File.Copy(example, settings);
        return true;
    }
}
