namespace Tools.Tests;

/// <summary>A fact about signals, which Windows does not have.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    /// <param name="onLinux">Whether it looks into /proc too.</param>
    public UnixFactAttribute(bool onLinux = false)
    {
        if (OperatingSystem.IsWindows())
            Skip = "Windows has no signals.";
        else if (onLinux && !OperatingSystem.IsLinux())
            Skip = "Only Linux tells the arguments of processes in /proc.";
    }
}
