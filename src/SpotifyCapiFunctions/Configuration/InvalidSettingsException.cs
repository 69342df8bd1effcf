using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Configuration;

/// <summary>The app does not start with these settings.</summary>
public sealed class InvalidSettingsException : Exception
{
    /// <summary>For the runtime.</summary>
    public InvalidSettingsException()
        : this([])
    {
    }

    /// <summary>For the runtime.</summary>
    /// <param name="message">What is wrong.</param>
    public InvalidSettingsException(string message)
        : base(message) => Problems = [];

    /// <summary>For the runtime.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">Why.</param>
    public InvalidSettingsException(string message, Exception innerException)
        : base(message, innerException) => Problems = [];

    /// <summary>Lists what is wrong.</summary>
    /// <param name="problems">All problems.</param>
    public InvalidSettingsException(IReadOnlyList<SettingProblem> problems)
        : base(Describe(problems)) => Problems = problems;

    /// <summary>What is wrong, setting by setting.</summary>
    public IReadOnlyList<SettingProblem> Problems { get; }

    /// <summary>Writes the list for a person. The host makes an entry of its log of each line, and an error of one with that word in it.</summary>
    /// <param name="output">Standard error.</param>
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
