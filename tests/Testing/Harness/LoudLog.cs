namespace Testing.Harness;

/// <summary>Everything that could be logged is, and the lines that the genuine host drops are kept: for tests that look for what must be in none.</summary>
public static class LoudLog
{
    private static readonly string[] Categories = ["Default", "Azure.Core", "Azure", "Microsoft", "System.Net.Http.HttpClient"];

    /// <summary>Levels of the host and of the worker, which are two things.</summary>
    public static void Apply(IDictionary<string, string> settings)
    {
        foreach (var category in Categories)
            settings[$"AzureFunctionsJobHost__logging__logLevel__{category}"] = settings[$"Logging__LogLevel__{category}"] = "Trace";
        settings["LocalHost__BackgroundLogs"] = "true";
    }
}
