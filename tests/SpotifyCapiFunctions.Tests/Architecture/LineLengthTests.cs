using System.Globalization;
using System.Text.RegularExpressions;

namespace SpotifyCapiFunctions.Tests.Architecture;

/// <summary>Code fits into the width that .editorconfig gives it; rows of test data may be longer.</summary>
public sealed partial class LineLengthTests
{
    private static readonly int Longest =
        int.Parse(MaxLineLength().Match(Repository.Read(".editorconfig")).Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private static readonly string[] Files =
    [
        .. Repository.Files("src", "*.cs", below: true).Concat(Repository.Files("tools", "*.cs", below: true))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)),
    ];

    [Fact]
    public void No_line_is_longer_than_editorconfig_says()
    {
        Assert.True(Files.Length > 300, $"Only {Files.Length} files were found.");
        var tooLong = Files.SelectMany(file => Repository.Read(file).Split('\n').Index()
            .Where(line => line.Item.Length > Longest)
            .Select(line => $"{file}:{line.Index + 1}: {line.Item.Length} characters"));
        Assert.True(!tooLong.Any(), $"Lines of more than {Longest} characters:\n{string.Join('\n', tooLong)}");
    }

    // Of the first section, which is about all files.
    [GeneratedRegex(@"\A[^\[]*\[\*\][^\[]*^max_line_length = (\d+)$", RegexOptions.Multiline)]
    private static partial Regex MaxLineLength();
}
