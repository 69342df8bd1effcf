namespace Dev.Processes;

/// <summary>Looks a program up, since setsid would report a missing one only by its exit code.</summary>
internal static class ProgramPath
{
    private static readonly string[] Extensions = OperatingSystem.IsWindows() ? [".exe", ".cmd", ""] : [""];

    public static bool Exists(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Any(folder => Extensions.Any(extension => File.Exists(Path.Combine(folder, program + extension))));
    }
}
