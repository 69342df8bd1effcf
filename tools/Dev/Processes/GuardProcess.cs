using System.Diagnostics;
using System.Globalization;

namespace Dev.Processes;

/// <summary>
/// A small second process that survives ours and ends our children when we cannot do it ourselves. The app and Azurite know nothing
/// of a parent, and no operating system but Linux ends children with it.
/// </summary>
internal sealed class GuardProcess : IAsyncDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);
    private readonly Process _process;
    private readonly Lock _writing = new();

    private GuardProcess(Process process) => _process = process;

    public static GuardProcess Start(string devAssembly)
    {
        var command = new ProcessCommand("guard", "dotnet", [devAssembly, "guard"], AppContext.BaseDirectory);
        var process = Process.Start(command.ToStartInfo()) ?? throw new InvalidOperationException("The guard process did not start.");
        // Nothing is printed there; closing our ends keeps it from ever waiting for us.
        process.StandardOutput.Close();
        process.StandardError.Close();
        return new GuardProcess(process);
    }

    public void Watch(int processId) => Write('+', processId);

    public void Forget(int processId) => Write('-', processId);

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Killed by somebody; then there is nothing to say good-bye to.
        }
        await ProcessEnd.EndAsync(_process, Farewell);
        _process.Dispose();
    }

    private void Write(char verb, int processId)
    {
        try
        {
            lock (_writing)
            {
                _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{verb}{processId}"));
                _process.StandardInput.Flush();
            }
        }
        catch (IOException)
        {
            // Without its guard the session still ends its children itself; only a SIGKILL would leave them.
        }
    }
}
