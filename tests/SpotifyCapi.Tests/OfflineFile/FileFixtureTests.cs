using System.Text;
using System.Text.RegularExpressions;
using SpotifyCapi.Codes;

namespace SpotifyCapi.Tests.OfflineFile;

public sealed partial class FileFixtureTests
{
    public static TheoryData<string> Names { get; } = new(FileFixture.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_row_ends_as_expected(string name)
    {
        var expected = FileFixture.Expected(name);

        var rows = await FileFixture.ReadAsync(new MemoryStream(FileFixture.Bytes(name)), FileFixture.Options(name), FileFixture.IsDeclaredJson(name));

        Assert.Equal(expected, rows.Select((row, i) => i < expected.Length ? row.Like(expected[i]) : row.Text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_same_is_read_byte_by_byte(string name)
    {
        var expected = FileFixture.Expected(name);

        var rows = await FileFixture.ReadAsync(new TricklingStream(FileFixture.Bytes(name), 1), FileFixture.Options(name), FileFixture.IsDeclaredJson(name));

        Assert.Equal(expected, rows.Select((row, i) => i < expected.Length ? row.Like(expected[i]) : row.Text));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task No_sentence_quotes_the_file(string name)
    {
        var words = Word().Matches(Encoding.Latin1.GetString(FileFixture.Bytes(name))).Select(match => match.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);

        var rows = await FileFixture.ReadAsync(new MemoryStream(FileFixture.Bytes(name)), FileFixture.Options(name), FileFixture.IsDeclaredJson(name));

        Assert.All(rows.SelectMany(row => row.Errors), error => Assert.DoesNotContain(words, word => error.Message.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task A_line_of_ten_megabytes_costs_itself_only()
    {
        var line = Encoding.UTF8.GetBytes("order_id,email,event_time,value,currency\n1,person1@example.com,2026-11-22T10:00:00Z,1,EUR\n");
        byte[] file = [.. line, .. Enumerable.Repeat((byte)'x', 10_000_000), .. "\n3,person3@example.com,2026-11-22T10:00:00Z,1,EUR\n"u8];

        var rows = await FileFixture.ReadAsync(new MemoryStream(file), FileFixture.Options());

        Assert.Equal(["2 accepted order-1", "3 rejected row_too_long", "4 accepted order-3"], rows.Select(row => row.Like("1 2 3")));
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(1_000_000)]
    public async Task A_first_line_that_is_too_long_refuses_the_file_however_its_bytes_arrive(int length)
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
