using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SpotifyCapi.Codes;
using SpotifyCapi.Events;
using SpotifyCapi.OfflineFile;
using SpotifyCapi.Settings;
using SpotifyCapi.Spotify;
using SpotifyCapi.Tests.Spotify;
using SpotifyCapi.Tests.Webhooks;
using SpotifyCapi.Validation;

namespace SpotifyCapi.Tests.OfflineFile;

public sealed partial class FileFixtureTests
{
    public static TheoryData<string> Names { get; } = new(FileFixture.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task EachRow_EndsAsExpected(string name)
    {
        var expected = FileFixture.Expected(name);

        var rows = await FileFixture.ReadAsync(new MemoryStream(FileFixture.Bytes(name)), FileFixture.Options(name), FileFixture.IsDeclaredJson(name));

        Assert.Equal(expected, rows.Select((row, i) => i < expected.Length ? row.Like(expected[i]) : row.Text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task TheSame_IsReadByteByByte(string name)
    {
        var expected = FileFixture.Expected(name);

        var rows = await FileFixture.ReadAsync(new TricklingStream(FileFixture.Bytes(name), 1), FileFixture.Options(name), FileFixture.IsDeclaredJson(name));

        Assert.Equal(expected, rows.Select((row, i) => i < expected.Length ? row.Like(expected[i]) : row.Text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task NoSentence_QuotesTheFile(string name)
    {
        var words = Word().Matches(Encoding.Latin1.GetString(FileFixture.Bytes(name))).Select(match => match.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

        var rows = await FileFixture.ReadAsync(new MemoryStream(FileFixture.Bytes(name)), FileFixture.Options(name), FileFixture.IsDeclaredJson(name));

        Assert.All(rows.SelectMany(row => row.Errors), error => Assert.DoesNotContain(words, word => error.Message.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task ALineOfTenMegabytes_CostsItselfOnly()
    {
        var line = Encoding.UTF8.GetBytes("order_id,email,event_time,value,currency\n1,person1@example.com,2026-11-22T10:00:00Z,1,EUR\n");
        byte[] file = [.. line, .. Enumerable.Repeat((byte)'x', 10_000_000), .. "\n3,person3@example.com,2026-11-22T10:00:00Z,1,EUR\n"u8];

        var rows = await FileFixture.ReadAsync(new MemoryStream(file), FileFixture.Options());

        Assert.Equal(["2 accepted order-1", "3 rejected row_too_long", "4 accepted order-3"], rows.Select(row => row.Like("1 2 3")));
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(1_000_000)]
    public async Task AFirstLineThatIsTooLong_RefusesTheFileHoweverItsBytesArrive(int length)
    {
        byte[] file = [.. Enumerable.Repeat((byte)'x', length), .. "\norder_id,email,event_time,value,currency\n1,person1@example.com,2026-11-22T10:00:00Z,1,EUR\n"u8];

        var whole = await FileFixture.ReadAsync(new MemoryStream(file), FileFixture.Options());
        var pieces = await FileFixture.ReadAsync(new TricklingStream(file, 1000, 7, 65_536), FileFixture.Options());

        Assert.Equal("refused header_malformed", Assert.Single(whole).Text);
        Assert.Equal("refused header_malformed", Assert.Single(pieces).Text);
    }

    // Whatever identifies a person in the fixtures.
    [GeneratedRegex(@"[\w.]+@[\w.]+")]
    private static partial Regex Word();
}

/// <summary>A file, the settings of its source, and what becomes of each of its rows.</summary>
internal static class FileFixture
{
    private static readonly EventValidator Validator = new(new FixedTime(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)));

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Sources", "OfflineFile", "Fixtures");

    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder, "*.expected").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static string[] Expected(string name) => File.ReadAllLines(Path.Combine(Folder, name + ".expected"));

    public static OfflineFileOptions Options(string name)
    {
        var file = Path.Combine(Folder, name + ".settings");
        var lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        return Options([.. lines.Select(line => line.Split('=', 2)).Select(pair => (pair[0], pair[1]))]);
    }

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
        Stream stream, OfflineFileOptions options, bool isDeclaredJson = false, Destination? destination = null)
    {
        var opening = await FileRows.OpenAsync(stream, options, isDeclaredJson, default);
        if (opening is FileOpening.Refused(var error))
            return [new FixtureRow($"refused {error.Code}", [error])];

        var rows = ((FileOpening.Opened)opening).Rows;
        var read = new List<FixtureRow>();
        while (await rows.ReadAsync(default))
            read.Add(Describe(rows, destination ?? TestDestinations.Direct));

        return read.Count > 0 ? read : [new FixtureRow("no rows", [])];
    }

    private static FixtureRow Describe(FileRows rows, Destination destination) => rows.Current switch
    {
        FileRow.Empty => new($"{rows.Line} ignored {IgnoreReasons.EmptyRow}", []),
        FileRow.Broken(var error) => new($"{rows.Line} rejected {error.Code}", [error]),
        FileRow.Conversion(var @event) => Validator.Validate(@event, destination) switch
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
