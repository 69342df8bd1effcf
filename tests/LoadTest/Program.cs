using LoadTest;
using Measuring;

// --quick: less of everything; --smoke: hardly anything. --start-up: only that. --soak MINUTES: memory under steady load instead. --document FILE: the figures are written between its markers.
var arguments = Arguments.Read(args, ["--quick", "--smoke", "--start-up"], ["--soak", "--document"], out var problem);
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

var quick = arguments.Has("--quick");
var soak = arguments.Value("--soak") is { } minutes ? TimeSpan.FromMinutes(double.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture)) : default(TimeSpan?);
var (section, text, isRight) = soak is { } time ? await Soak.RunAsync(time) : await LoadReport.RunAsync(arguments.Has("--smoke") ? LoadSize.Smoke : quick ? LoadSize.Quick : LoadSize.Full);
Console.WriteLine(text);
if (arguments.Value("--document") is { } document)
    await MarkedSection.WriteAsync(document, section, $"Measured {Machine.Description(TimeProvider.System.GetUtcNow())}{(quick ? ", with --quick" : "")}.\n\n{text}");
if (!isRight)
    Console.Error.WriteLine("Something was lost or changed; see the column \"accounting\".");
return isRight ? 0 : 1;
