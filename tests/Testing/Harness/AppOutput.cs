using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Testing.Harness;

/// <summary>Everything that host and worker wrote, over all their restarts.</summary>
public sealed partial class AppOutput
{
    private readonly List<string> lines = [];
    private readonly List<LogEntry> log = [];
    private int start;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (lines)
                return [.. lines];
        }
    }

    public IReadOnlyList<LogEntry> Log
    {
        get
        {
            lock (lines)
                return [.. log];
        }
    }

    public IReadOnlyList<LogEntry> Errors => [.. Log.Where(entry => entry.IsError)];

    /// <summary>The port that the process at hand listens on; null until it does.</summary>
    internal int? Port => Lines.Skip(start).Select(line => Listening().Match(line)).FirstOrDefault(match => match.Success) is { } match
        ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : null;

    public override string ToString() => string.Join(Environment.NewLine, Lines);

    internal void Follow(Process process)
    {
        start = Lines.Count;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Add(string? line)
    {
        if (line is null)
            return;
        var entry = LogEntry.Parse(line);
        lock (lines)
        {
            lines.Add(line);
            if (entry is not null)
                log.Add(entry);
        }
    }

    [GeneratedRegex(@"LocalHost\b.*Now listening on: http://127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();
}
