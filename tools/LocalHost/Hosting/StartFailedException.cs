namespace LocalHost.Hosting;

/// <summary>A mistake of the developer: one line and an exit code of its own instead of a stack trace.</summary>
internal sealed class StartFailedException(string message) : Exception(message)
{
    public const int ExitCode = 2;
}
