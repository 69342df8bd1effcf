using System.Text.RegularExpressions;

namespace SpotifyCapiFunctions.Tests.Architecture;

/// <summary>The pages for developers name code and files that are there, and quote code as it is.</summary>
public sealed partial class CodeInPagesTests
{
    private static readonly string Code = string.Join('\n', Directory
        .EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "SpotifyCapi.Tests"), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Replace('\\', '/').Contains("/obj/", StringComparison.Ordinal))
        .Select(File.ReadAllText));

    public static TheoryData<string> Pages => ["docs/add-a-source.md", "docs/architecture.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_name_is_in_the_code(string page)
    {
        var words = Word().Matches(Comment().Replace(Code, string.Empty)).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);

        Assert.All(Name().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value), name => Assert.Contains(name, words));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_path_is_there(string page) => Assert.All(
        RepositoryPath().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value),
        path => Assert.True(Path.Exists(Path.Combine(Repository.Root, path)), path));

    [Fact]
    public void Quoted_code_is_the_code()
    {
        var code = WithoutBlanks(Comment().Replace(Code, string.Empty));
        var quotes = CodeBlock().Matches(Repository.Read("docs/add-a-source.md")).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(quotes);
        Assert.All(quotes, quote => Assert.Contains(WithoutBlanks(quote), code, StringComparison.Ordinal));
    }

    private static string WithoutBlanks(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));

    // Such as HeaderSignature, Webhooks/HeaderSignature or HeaderSignature.Verify.
    [GeneratedRegex(@"`(?:[A-Z]\w+/)?([A-Z][a-z]+[A-Z]\w*)(?:\.[A-Z]\w+)?`")]
    private static partial Regex Name();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();

    [GeneratedRegex("`((?:src|tests|tools|docs|infra)/[\\w./-]+)`")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^[ ]*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
