namespace Dev.Tests;

/// <summary>A fact about signals, which Windows does not have.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Windows has no signals.";
    }
}
