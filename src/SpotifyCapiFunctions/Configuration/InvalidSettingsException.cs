using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>The app does not start with these settings.</summary>
public sealed class InvalidSettingsException(IReadOnlyList<SettingProblem> problems) : Exception(Describe(problems))
{
    /// <summary>What is wrong, setting by setting.</summary>
    public IReadOnlyList<SettingProblem> Problems => problems;

    /// <summary>Writes the list for a person. The host logs each line, and as an error one with that word in it.</summary>
    /// <returns>The exit code of the process.</returns>
    public async Task<int> ReportAsync(TextWriter output)
    {
        await output.WriteLineAsync($"error: {Summary(Problems)}");
        foreach (var problem in Problems)
            await output.WriteLineAsync($"error: {problem}");

        return 78; // EX_CONFIG of sysexits.h
    }

    private static string Summary(IReadOnlyList<SettingProblem> problems) =>
        $"The app does not start: {problems.Count} problem{(problems.Count == 1 ? string.Empty : "s")} in its settings.";

    private static string Describe(IReadOnlyList<SettingProblem> problems) =>
        Summary(problems) + string.Concat(problems.Select(problem => $"{Environment.NewLine}  {problem}"));
}
