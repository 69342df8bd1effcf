using System.Text.RegularExpressions;

namespace Infra.Tests.Deployment;

/// <summary>Workflows: nothing that can move, nothing stored, and the steps that docs/deploy.md promises.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows => [.. Repository.Files(".github/workflows", "*.yml")];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_ArePinnedByCommitWithTheirVersion(string workflow)
    {
        var uses = Uses().Matches(Repository.Read(workflow)).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(uses);
        Assert.All(uses, action => Assert.Matches("^[\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+$", action));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Permissions_BeginWithNoneAndEveryJobHasATimeLimit(string workflow)
    {
        var text = Repository.Read(workflow);

        Assert.Contains("\npermissions: {}\n", text, StringComparison.Ordinal);
        var jobs = Job().Count(text[text.IndexOf("\njobs:\n", StringComparison.Ordinal)..]);
        Assert.True(jobs > 0);
        Assert.Equal(jobs, Regex.Count(text, "^    timeout-minutes: \\d+$", RegexOptions.Multiline));
        Assert.Equal(jobs, Regex.Count(text, "^    permissions:$", RegexOptions.Multiline));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Secrets_AreNotStored(string workflow)
    {
        var text = Repository.Read(workflow);

        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("client-secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void CommandsThatThePageSaysThePipelineRuns_AreInThePipeline()
    {
        var workflow = Squeeze(Repository.Read(".github/workflows/deploy.yml"));
        var page = Repository.Read("docs/deploy.md");
        var block = page[page.IndexOf("## What the pipeline runs", StringComparison.Ordinal)..];
        block = block[(block.IndexOf("```bash\n", StringComparison.Ordinal) + 8)..];
        var commands = block[..block.IndexOf("```", StringComparison.Ordinal)].Replace(" \\\n", " ", StringComparison.Ordinal).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#').ToArray();

        Assert.True(commands.Length >= 8);
        Assert.All(commands, command => Assert.Contains(Squeeze(command), workflow, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryParameterFileOfThePipeline_Exists()
    {
        var choice = Regex.Match(Repository.Read(".github/workflows/deploy.yml"), "options: \\[(.*)\\]").Groups[1].Value.Split(", ");

        Assert.Equal(["dev", "prod"], choice);
        Assert.All(choice, name => Assert.Contains($"infra/{name}.bicepparam", Templates.ParameterFiles));
    }

    private static string Squeeze(string text) => Spaces().Replace(text.Replace("\\\n", " ", StringComparison.Ordinal), " ").Trim();

    [GeneratedRegex("^\\s*(?:- )?uses: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex("^  [a-z-]+:$", RegexOptions.Multiline)]
    private static partial Regex Job();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();
}
