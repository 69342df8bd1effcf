using System.Globalization;
using Benchmarks.Measuring;
using Testing.Harness;

namespace Benchmarks.Load;

/// <summary>The whole app under load, as two processes.</summary>
internal static class LoadTest
{
    /// <summary>Runs it.</summary>
    /// <param name="args">
    /// <c>--quick</c> runs a shorter set, <c>--smoke</c> hardly anything, <c>--start-up</c> and <c>--operations</c> only that; <c>--against FOLDER</c> runs
    /// the app (or the one in <c>--app FOLDER</c>) and another build of it, published there, by turns, <c>--rounds N</c> times, and with <c>--empty FOLDER</c> the functions of LocalHost.TestApp that
    /// do nothing; <c>--soak MINUTES</c> watches the memory
    /// under steady load instead; <c>--document FILE</c> writes the figures between its markers.
    /// </param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = Arguments.Read(args, ["--quick", "--smoke", "--start-up", "--operations"], ["--soak", "--document", "--app", "--against", "--empty", "--rounds"], out var problem);
        if (problem is not null)
        {
            Console.Error.WriteLine(problem);
            return 2;
        }

        if (arguments.Has("--start-up"))
        {
            Console.WriteLine(await StartUp.MeasureAsync(LoadSize.UsualStarts));
            return 0;
        }

        if (arguments.Has("--operations"))
        {
            Console.WriteLine(await LoadReport.OperationsAsync(LoadSize.Full.Counted, LoadSize.Full.CountedLoads));
            return 0;
        }

        if (arguments.Value("--against") is { } other)
        {
            Console.WriteLine(await Comparison.RunAsync(arguments.Value("--app") ?? AppProcess.BuiltApp, other, arguments.Value("--empty"), int.Parse(arguments.Value("--rounds") ?? "5", CultureInfo.InvariantCulture)));
            return 0;
        }

        var quick = arguments.Has("--quick");
        var soak = arguments.Value("--soak") is { } minutes ? TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)) : default(TimeSpan?);
        var (section, text, isRight) = soak is { } time ? await Soak.RunAsync(time) : await LoadReport.RunAsync(arguments.Has("--smoke") ? LoadSize.Smoke : quick ? LoadSize.Quick : LoadSize.Full);
        Console.WriteLine(text);
        if (arguments.Value("--document") is { } document)
            await MarkedSection.WriteAsync(document, section, $"Measured {Machine.Description(TimeProvider.System.GetUtcNow())}{(quick ? ", with --quick" : "")}.\n\n{text}");
        if (!isRight)
            Console.Error.WriteLine("Something was lost or changed; see the column \"accounting\".");
        return isRight ? 0 : 1;
    }
}
