namespace Dev;

/// <summary>Why a command cannot continue: one clear line that says what to do, and what the failing tool printed.</summary>
/// <param name="Message">One line, for a person.</param>
/// <param name="Details">Lines of the tool that failed; empty when the message says it all.</param>
/// <param name="ExitCode">What the process ends with; never 0.</param>
internal sealed record Problem(string Message, IReadOnlyList<string> Details, int ExitCode = 1)
{
    public Problem(string message)
        : this(message, [])
    {
    }

    /// <summary>Ctrl-C or SIGTERM arrived before there was anything to end; 130 is what shells report for it.</summary>
    public static Problem Interrupted { get; } = new("Interrupted.", [], 130);
}
