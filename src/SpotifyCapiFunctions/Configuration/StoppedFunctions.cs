using Microsoft.Extensions.Configuration;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>
/// Functions without a caller who would notice that the host does not run them. Everything else goes on, so it is no reason not to start; health
/// and the log say it.
/// </summary>
internal static class StoppedFunctions
{
    private static readonly string[] Needed = [FunctionNames.Deliver, FunctionNames.ArchivePoison, FunctionNames.Erase];

    /// <summary>Finds them, and says what to set.</summary>
    /// <param name="configuration">App settings.</param>
    /// <param name="hasFiles">Whether a source of files is configured: only then the scheduled push is counted on.</param>
    public static IReadOnlyList<string> Find(IConfiguration configuration, bool hasFiles)
    {
        var stopped = Needed.Where(name => IsDisabled(configuration, name)).Select(Sentence).ToList();
        if (hasFiles)
        {
            const string push = FunctionNames.PushOffline;
            var problem = IsDisabled(configuration, push) ? Sentence(push)
                : PushSchedule.Problem(configuration) is { } why ? $"{push} does not run: {why}"
                : null;
            stopped.AddRange(problem is null ? [] : [problem]);
        }

        return stopped;
    }

    private static string Sentence(string function) => $"{function} does not run: AzureWebJobs.{function}.Disabled switches it off; remove that setting.";

    // As the host reads it, and with the __ that Linux needs.
    private static bool IsDisabled(IConfiguration configuration, string function) =>
        (configuration[$"AzureWebJobs.{function}.Disabled"] ?? configuration[$"AzureWebJobs:{function}:Disabled"])?.Trim() is { } value
        && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));
}
