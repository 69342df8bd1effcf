using System.Globalization;
using System.Runtime.InteropServices;

namespace Benchmarks.Measuring;

/// <summary>On what was measured, without saying whose machine it is.</summary>
public static class Machine
{
    public static string Description(DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture,
        $"{at.UtcDateTime:yyyy-MM-dd}, {Processor()}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB, {OperatingSystemName()}, {RuntimeInformation.FrameworkDescription}");

    private static string Processor()
    {
        const string Cpus = "/proc/cpuinfo";
        var name = File.Exists(Cpus) ? File.ReadLines(Cpus).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return name is null ? RuntimeInformation.ProcessArchitecture.ToString() : name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    private static string OperatingSystemName() =>
        OperatingSystem.IsLinux() ? "Linux" : OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : "another system";
}
