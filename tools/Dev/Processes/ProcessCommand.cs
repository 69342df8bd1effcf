using System.Diagnostics;
using System.Text;

namespace Dev.Processes;

/// <summary>A program to start: what, with which arguments, where, and which environment variables differ from ours.</summary>
internal sealed record ProcessCommand(string Name, string Program, IReadOnlyList<string> Arguments, string WorkingDirectory)
{
    private const string SetSid = "/usr/bin/setsid";

    /// <summary>Variables on top of ours.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>What the child is to do with its exit; the app drains for up to 10 s, so 12 is the default.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Core Tools do not know SIGTERM, only Ctrl-C.</summary>
    public bool EndsByInterrupt { get; init; }

    /// <summary>
    /// A session of its own keeps the terminal's Ctrl-C away from the child, so that we end things in order: the app before its storage.
    /// Where setsid is missing (macOS, Windows) the child gets the Ctrl-C as well, which is only less tidy.
    /// </summary>
    public ProcessStartInfo ToStartInfo()
    {
        var ownSession = File.Exists(SetSid);
        var start = new ProcessStartInfo(ownSession ? SetSid : Program)
        {
            WorkingDirectory = WorkingDirectory,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (ownSession)
            start.ArgumentList.Add(Program);
        foreach (var argument in Arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }
}
