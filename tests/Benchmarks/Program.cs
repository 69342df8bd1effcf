using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Benchmarks;
using Benchmarks.Load;
using Benchmarks.Measuring;
using Benchmarks.Week;
using Perfolizer.Horology;

if (args is ["load", .. var options])
    return await LoadTest.RunAsync(options);

if (args is ["week", .. var ofWeek])
    return await WeekTest.RunAsync(ofWeek);

if (args is ["mapped"])
    return SideBySide.Run();

// --quick: fewer iterations. --document FILE: the table is written between its markers. --artifacts FOLDER: BenchmarkDotNet's own files.
var arguments = Arguments.Read(args, ["--quick"], ["--document", "--artifacts"], out var problem);
if (problem is not null)
{
    Console.Error.WriteLine(problem);
    return 2;
}

var quick = arguments.Has("--quick");

// In this process: generating and building a project for each job would take longer than all of the measuring.
var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(quick ? 3 : 6)
    .WithIterationCount(quick ? 5 : 15).WithIterationTime(TimeInterval.FromMilliseconds(quick ? 100 : 250));
var config = ManualConfig.CreateEmpty()
    .AddJob(job).AddDiagnoser(MemoryDiagnoser.Default).AddColumnProvider(DefaultColumnProviders.Instance).AddLogger(NullLogger.Instance)
    .WithArtifactsPath(arguments.Value("--artifacts") ?? Path.Combine(AppContext.BaseDirectory, "BenchmarkDotNet"));

// The compiler needs calls and time to get to its last tier. Without this the first benchmark would be that of code which no busy app runs.
var (path, sample, began) = (new WholePath(), Samples.Request(Samples.Body(BatchBenchmarks.Events)), TimeProvider.System.GetTimestamp());
while (TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(quick ? 2 : 5))
    path.Run(sample);

var summaries = new[] { typeof(SignatureBenchmarks), typeof(EventBenchmarks), typeof(BatchBenchmarks) }.Select(type => BenchmarkRunner.Run(type, config)).ToArray();
if (summaries.SelectMany(summary => summary.ValidationErrors).FirstOrDefault(error => error.IsCritical) is { } refused)
{
    Console.Error.WriteLine(refused.Message);
    return 1;
}

var table = new Figures(summaries).Table();
Console.WriteLine(table);
if (arguments.Value("--document") is { } document)
    await MarkedSection.WriteAsync(document, "hot path", $"Measured {Machine.Description(TimeProvider.System.GetUtcNow())}{(quick ? ", with --quick" : "")}.\n\n{table}");
return 0;
