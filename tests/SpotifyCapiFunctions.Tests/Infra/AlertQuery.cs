using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using SpotifyCapi.Delivery;
using SpotifyCapi.Telemetry;
using SpotifyCapiFunctions.Observability;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Infra;

/// <summary>What a query of an alert asks of the worker's telemetry: log events by name, metrics by name, and their properties.</summary>
internal sealed partial class AlertQuery
{
    private readonly string text;
    private readonly List<(string Table, string[] Names, string[] Properties)> reads = [];

    public AlertQuery(string text)
    {
        this.text = Comment().Replace(text, "");
        foreach (Match block in Block().Matches(this.text))
        {
            var body = block.Value;
            var names = Name().Matches(body).SelectMany(match => Quoted().Matches(match.Value)).Select(match => match.Groups[1].Value);
            var properties = Property().Matches(body).Select(match => match.Groups[1].Value).Where(name => name != "EventName");
            reads.Add((block.Groups[1].Value, [.. names], [.. properties.Distinct()]));
        }
    }

    /// <summary>The log events that it reads, each with those of the properties that it has.</summary>
    public IEnumerable<LogEvent> Events =>
        from read in reads
        where read.Table == "AppTraces"
        from known in AppCode.LogEvents
        where read.Names.Contains(known.Name)
        select known with { Properties = [.. known.Properties.Intersect(read.Properties)] };

    /// <summary>The metrics that it reads, with the tags that it asks for.</summary>
    public IEnumerable<(string Name, string[] Tags)> Metrics =>
        from read in reads where read.Table == "AppMetrics" from name in read.Names select (name, read.Properties);

    /// <summary>What the code does not write, or not in a way that a query can rely on.</summary>
    public IReadOnlyList<string> Unknown() => [.. Found()];

    private IEnumerable<string> Found()
    {
        foreach (Match sentence in Sentence().Matches(text))
            yield return $"a text: {sentence.Value}";

        foreach (var (table, names, properties) in reads)
        {
            var isLog = table == "AppTraces";
            if (names.Length == 0)
                yield return isLog ? "log events without a name" : "metrics without a name";

            foreach (var name in names.Where(name => !(isLog ? AppCode.LogEvents.Any(one => one.Name == name && one.Level >= LogLevel.Information) : Measured.ContainsKey(name))))
                yield return isLog ? $"log event {name}" : $"metric {name}";

            var has = isLog
                ? AppCode.LogEvents.Where(one => names.Contains(one.Name)).SelectMany(one => one.Properties).ToHashSet()
                : names.SelectMany(name => Measured.GetValueOrDefault(name, [])).ToHashSet();
            foreach (var property in properties.Where(property => !has.Contains(property)))
                yield return isLog ? $"property {property}" : $"tag {property}";
        }
    }

    /// <summary>The metrics of the code with their tags, found by measuring each once.</summary>
    private static Dictionary<string, HashSet<string>> Measured { get; } = Measure();

    private static Dictionary<string, HashSet<string>> Measure()
    {
        var measured = new Dictionary<string, HashSet<string>>();
        using var telemetry = new ConversionTelemetry();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (ReferenceEquals(instrument.Meter, telemetry.Meter))
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        var settings = Configured.Load();
        using var lanes = new DestinationPipelines(settings.Destinations.Values, settings.Breaker, TimeProvider.System);
        new DeliveryGauges(telemetry, lanes, TimeProvider.System).Seen("main", DateTimeOffset.UnixEpoch);
        foreach (var method in typeof(ConversionTelemetry).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName && method.Name != "Dispose"))
            method.Invoke(telemetry, [.. method.GetParameters().Select(parameter => Example(parameter.ParameterType))]);

        listener.RecordObservableInstruments();
        return measured;

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var known = measured.TryGetValue(instrument.Name, out var names) ? names : measured[instrument.Name] = [];
            foreach (var tag in tags)
                known.Add(tag.Key);
        }
    }

    private static object? Example(Type type) => type == typeof(string) ? "x" : Activator.CreateInstance(Nullable.GetUnderlyingType(type) ?? type);

    [GeneratedRegex("^\\s*//.*\\n", RegexOptions.Multiline)]
    private static partial Regex Comment();

    // From a table of the worker's own to the next table, or to the end of its statement.
    [GeneratedRegex("\\b(AppTraces|AppMetrics)\\b(?:(?!;\\n|\\b(?:App|Storage|AZKV)[A-Z]).)*", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("(?:tostring\\(Properties\\.EventName\\)|\\bName) (?:== \"[^\"]+\"|in \\([^)]*\\))")]
    private static partial Regex Name();

    [GeneratedRegex("\\bProperties\\.(\\w+)")]
    private static partial Regex Property();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("\\b(?:parse(?:-\\w+|_\\w+)?|extract\\w*|matches regex|split|Message)\\b")]
    private static partial Regex Sentence();
}
