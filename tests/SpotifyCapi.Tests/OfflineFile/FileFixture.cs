using System.Globalization;
using System.Text;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.OfflineFile;
using SpotifyCapi.Settings;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Tests.OfflineFile;

/// <summary>A file, the settings of its source, and what becomes of each of its rows.</summary>
internal static class FileFixture
{
    /// <summary>When the files are read.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "OfflineFile", "Fixtures");

    private static readonly IReadOnlyDictionary<string, FixtureCase> Cases =
        FixtureCase.In(Path.Combine(Folder, "cases.txt")).ToDictionary(item => item.Name);

    public static IEnumerable<string> Names => Cases.Keys.Order(StringComparer.Ordinal);

    /// <summary>The file of a case; it stands beside the cases when it is no plain text.</summary>
    public static byte[] Bytes(string name) =>
        Cases[name].Texts.TryGetValue("file", out var text) ? Encoding.UTF8.GetBytes(text) : File.ReadAllBytes(Path.Combine(Folder, name));

    public static string[] Expected(string name) => Cases[name].Texts["expected"].Split('\n');

    public static OfflineFileOptions Options(string name) => Options(Cases[name].Settings);

    public static OfflineFileOptions Options(params (string Name, string Value)[] values)
    {
        var problems = new List<SettingProblem>();
        var options = OfflineFileOptions.Read(new SettingReader(
            "Sources__test", values.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase), problems));
        Assert.Empty(problems);
        return options;
    }

    /// <summary>What an app concludes from the name.</summary>
    public static bool IsDeclaredJson(string name) => name.EndsWith(".ndjson", StringComparison.Ordinal);

    /// <summary>A line for each row, with as many words as the expectation has.</summary>
    public static async Task<IReadOnlyList<FixtureRow>> ReadAsync(
        Stream stream, OfflineFileOptions options, bool isDeclaredJson = false, Destination? destination = null, DateTimeOffset? now = null)
    {
        var opening = await FileRows.OpenAsync(stream, options, isDeclaredJson, default);
        if (opening is FileOpening.Refused(var error))
            return [new FixtureRow($"refused {error.Code}", [error])];

        var rows = ((FileOpening.Opened)opening).Rows;
        var validator = new EventValidator(new FakeTimeProvider(now ?? Now));
        var read = new List<FixtureRow>();
        while (await rows.ReadAsync(default))
            read.Add(Describe(rows, validator, destination ?? TestDestinations.Direct));

        return read.Count > 0 ? read : [new FixtureRow("no rows", [])];
    }

    private static FixtureRow Describe(FileRows rows, EventValidator validator, Destination destination) => rows.Current switch
    {
        FileRow.Empty => new($"{rows.Line} ignored {IgnoreReasons.EmptyRow}", []),
        FileRow.Broken(var error) => new($"{rows.Line} rejected {error.Code}", [error]),
        FileRow.Conversion(var @event) => validator.Validate(@event, destination) switch
        {
            EventDecision.Ignored(var reason) => new($"{rows.Line} ignored {reason}", []),
            EventDecision.Rejected(var errors, _) => new($"{rows.Line} rejected {errors[0].Code} {errors[0].Field}".TrimEnd(), errors),
            EventDecision.Accepted(var good) => new(Describe(rows.Line, good.Facts), [], good),
            _ => throw new InvalidOperationException(),
        },
        _ => throw new InvalidOperationException(),
    };

    private static string Describe(long line, EventFacts facts) => facts.Money is { } money
        ? string.Create(CultureInfo.InvariantCulture, $"{line} accepted {facts.EventId} {facts.EventTime.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {money.Amount} {money.Currency}")
        : $"{line} accepted {facts.EventId} {facts.Consent}";
}

/// <summary>What became of a row.</summary>
internal sealed record FixtureRow(string Text, IReadOnlyList<ValidationError> Errors, AcceptedEvent? Event = null)
{
    /// <summary>As much of the text as an expectation says.</summary>
    public string Like(string expected) => string.Join(' ', Text.Split(' ').Take(expected.Split(' ').Length));
}
