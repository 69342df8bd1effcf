namespace Browser.Tests.Browsing;

/// <summary>The browser of the machine; ./test installs it where it is missing.</summary>
internal static class Chromium
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    /// <summary>Path of the program.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("CHROME_BIN") is { Length: > 0 } named)
            return named;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Programs.SelectMany(program => folders.Select(folder => Path.Combine(folder, program))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("No Chromium on this machine: install it (apt-get install chromium), or run ./test, which does.");
    }
}
