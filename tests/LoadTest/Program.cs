using LoadTest;
using Measuring;

// --quick: less of everything; --smoke: hardly anything. --start-up: only that. --soak MINUTES: memory under steady load instead. --document FILE: the figures are written between its markers.
string? Value(string option) => Array.IndexOf(args, option) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
if (args.Contains("--start-up"))
{
    Console.WriteLine(await StartUp.MeasureAsync());
    return 0;
}

var quick = args.Contains("--quick");
var soak = Value("--soak") is { } minutes ? TimeSpan.FromMinutes(double.Parse(minutes, System.Globalization.CultureInfo.InvariantCulture)) : default(TimeSpan?);
var (section, text, isRight) = soak is { } time ? await Soak.RunAsync(time) : await LoadReport.RunAsync(args.Contains("--smoke") ? LoadSize.Smoke : quick ? LoadSize.Quick : LoadSize.Full);
Console.WriteLine(text);
if (Value("--document") is { } document)
    await MarkedSection.WriteAsync(document, section, $"Measured {Machine.Description(TimeProvider.System.GetUtcNow())}{(quick ? ", with --quick" : "")}.\n\n{text}");
if (!isRight)
    Console.Error.WriteLine("Something was lost or changed; see the column \"accounting\".");
return isRight ? 0 : 1;
