using System.Text;

namespace SpotifyCapi.Tests;

/// <summary>
/// One of several cases in a text file. <c>=== name</c> begins a case, <c>setting Name: value</c> and <c>header Name: value</c> follow, and
/// <c>--- title</c> begins a text: all bytes up to the line break before the next such line.
/// </summary>
internal sealed record FixtureCase(string Name, IReadOnlyList<string> Lines, IReadOnlyDictionary<string, string> Texts)
{
    public (string Name, string Value)[] Settings => Pairs("setting ");

    public (string Name, string Value)[] Headers => Pairs("header ");

    public static IEnumerable<FixtureCase> In(string file)
    {
        // Decoded this way, a byte order mark stays.
        var text = "\n" + Encoding.UTF8.GetString(File.ReadAllBytes(file))[..^1];
        return text.Split("\n=== ").Skip(1).Select(Parse);
    }

    private static FixtureCase Parse(string text)
    {
        var parts = text.Split("\n--- ");
        var lines = parts[0].Split('\n');
        return new FixtureCase(lines[0], lines[1..], parts.Skip(1).Select(part => part.Split('\n', 2)).ToDictionary(part => part[0], part => part.ElementAtOrDefault(1) ?? ""));
    }

    private (string Name, string Value)[] Pairs(string prefix) =>
    [
        .. Lines.Where(line => line.StartsWith(prefix, StringComparison.Ordinal))
            .Select(line => line[prefix.Length..].Split(": ", 2))
            .Select(pair => (pair[0], pair[1])),
    ];
}
