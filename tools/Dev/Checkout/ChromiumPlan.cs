namespace Dev.Checkout;

/// <summary>How this machine gets a browser for the tests: nothing to do, commands to run, or a problem that only a person can solve.</summary>
/// <param name="Commands">To be run one after the other.</param>
/// <param name="Problem">Null when a browser is there, or will be after the commands.</param>
internal sealed record ChromiumPlan(IReadOnlyList<IReadOnlyList<string>> Commands, Problem? Problem)
{
    /// <summary>Environment variable with the path of a browser that is not in the PATH.</summary>
    public const string Variable = "CHROME_BIN";

    /// <summary>The programs that the tests know.</summary>
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    private static readonly string[][] Apt = [["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"]];

    /// <param name="exists">Whether a program is in the PATH.</param>
    /// <param name="named">Value of <see cref="Variable"/>.</param>
    /// <param name="isRoot">Whether we may install programs ourselves.</param>
    public static ChromiumPlan For(Func<string, bool> exists, string? named, bool isRoot)
    {
        if (!string.IsNullOrEmpty(named) || Programs.Any(exists))
            return new([], null);
        if (!exists("apt-get") || !(isRoot || exists("sudo")))
            return new([], Missing);
        // -n: a script must not wait for a password that nobody types.
        return new([.. Apt.Select(command => isRoot ? command : ["sudo", "-n", .. command])], null);
    }

    private static Problem Missing { get; } = new(
        $"The tests of the inspector need Chromium or Chrome, and none was found. Install it (Debian: apt-get install chromium), or set {Variable} to its path, and run this again.");
}
