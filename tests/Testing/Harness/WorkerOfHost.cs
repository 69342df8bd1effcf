using System.Diagnostics;
using System.Globalization;

namespace Testing.Harness;

/// <summary>The worker process of a host, which the host names in a file at each start of one.</summary>
internal sealed class WorkerOfHost : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private readonly string file = Path.Combine(Path.GetTempPath(), $"worker-{Guid.NewGuid():N}.pid");

    /// <summary>The one that runs now or ran last; 0 before the first.</summary>
    public int Id => int.TryParse(Read(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    public bool HasExited => Find() is not { } process || Exited(process);

    /// <summary>The largest resident set since its start, bytes; 0 when it has ended.</summary>
    public long PeakMemory
    {
        get
        {
            using var process = Find();
            return process?.PeakWorkingSet64 ?? 0;
        }
    }

    public void Apply(Dictionary<string, string> settings) => settings["LocalHost__WorkerPidFile"] = file;

    /// <summary>Ends it as a crash would, if it is still there.</summary>
    public void Kill()
    {
        using var process = Find();
        if (process is null)
            return;
        process.Kill();
        process.WaitForExit(Limit);
    }

    public void Dispose()
    {
        Kill();
        File.Delete(file);
    }

    private string Read()
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }

    // An id may be somebody else's after the worker's end; that process began after the file was written.
    private Process? Find()
    {
        try
        {
            if (Id is not (> 0 and var id))
                return null;
            var process = Process.GetProcessById(id);
            if (process.StartTime <= File.GetLastWriteTime(file) + Margin)
                return process;
            process.Dispose();
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool Exited(Process process)
    {
        using (process)
            return process.HasExited;
    }
}

/// <summary>What a person sends with <c>kill</c>.</summary>
internal static class Signal
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static async Task SendAsync(string signal, int process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(Limit);
    }
}
