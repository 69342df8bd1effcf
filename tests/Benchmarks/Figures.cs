using System.Globalization;
using BenchmarkDotNet.Reports;
using Benchmarks.Measuring;

namespace Benchmarks;

/// <summary>Times and allocations by benchmark, and the table that is made of them.</summary>
internal sealed class Figures(IEnumerable<Summary> summaries)
{
    private readonly Dictionary<string, (double Nanoseconds, double Bytes)> measured = summaries
        .SelectMany(summary => summary.Reports)
        .Where(report => report.ResultStatistics is not null)
        .ToDictionary(Name, report => (report.ResultStatistics!.Median, (double)(report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0)));

    public string Table()
    {
        var table = new MarkdownTable("Step", "ours, ns", "floor, ns", "ratio", "allocated, B");
        foreach (var size in (int[])[1024, 8192, 65536])
            Add($"signature check, {size / 1024} KB", $"Check {size}", $"Floor {size}");
        Add("parse + validate, one event", "ParseAndValidate", "FloorReader");
        Add("normalise + hash", "NormaliseAndHash", "FloorDigests");
        Add("map + serialise", "MapAndSerialise");
        Add("envelope, pack", "Pack");
        Add("envelope, unpack", "Unpack");
        Add("body to request, one event", "BodyToRequest", "FloorDigests", "FloorReader");
        Add($"body to request, {BatchBenchmarks.Events} events, per event", "BatchBodyToRequest", "BatchFloor");
        Add("whole path, one event in a webhook", "WholePath", "FloorDigests", "FloorReader");
        Add($"whole path, {BatchBenchmarks.Events} events in a webhook, per event", "BatchWholePath", "BatchFloor");
        return table.ToString();

        void Add(string step, string ours, params string[] floors)
        {
            var (nanoseconds, bytes) = measured[ours];
            var floor = floors.Sum(name => measured[name].Nanoseconds);
            table.Add(step, Number(nanoseconds), floor > 0 ? Number(floor) : "", floor > 0 ? (nanoseconds / floor).ToString("0.0", CultureInfo.InvariantCulture) : "", Number(bytes));
        }
    }

    private static string Name(BenchmarkReport report)
    {
        var (type, method) = (report.BenchmarkCase.Descriptor.Type, report.BenchmarkCase.Descriptor.WorkloadMethod.Name);
        return type == typeof(SignatureBenchmarks) ? $"{method} {report.BenchmarkCase.Parameters["Bytes"]}"
            : type == typeof(BatchBenchmarks) ? "Batch" + method
            : method;
    }

    private static string Number(double value) => Math.Round(value).ToString("N0", CultureInfo.InvariantCulture);
}
