using System.Text.RegularExpressions;

namespace SpotifyCapiFunctions.Tests.Infra.Deployment;

/// <summary>Workflows: nothing that can move, nothing stored, and the steps that docs/deploy.md promises.</summary>
public sealed partial class WorkflowTests
{
    private static readonly string Deploy = Repository.Read(".github/workflows/deploy.yml");

    private static readonly string Section = Repository.Read("docs/deploy.md").Split("\n## ").Single(part => part.StartsWith("What the pipeline runs\n", StringComparison.Ordinal));

    private static readonly string[] Commands = Section.Split("```bash\n")[1].Split("```")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static TheoryData<string> Workflows => [.. Repository.Files(".github/workflows", "*.yml")];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_are_pinned_by_commit_with_their_version(string workflow)
    {
        var uses = Uses().Matches(Repository.Read(workflow)).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(uses);
        Assert.All(uses, action => Assert.Matches("^[\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+$", action));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Permissions_begin_with_none_and_every_job_has_a_time_limit(string workflow)
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
    public void Secrets_are_not_stored(string workflow)
    {
        var text = Repository.Read(workflow);

        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("client-secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_and_pipeline_run_the_same_commands_in_the_same_order() => Assert.Equal(Commands, RunLines().Where(line => !OfTheWorkflowOnly(line)));

    [Fact]
    public void Commands_of_the_page_need_only_what_they_or_the_page_set()
    {
        string[] exported = ["ENVIRONMENT", "LOCATION", "SPOTIFY_CONNECTION_ID"];
        Assert.All(exported, name => Assert.Matches($"export [^`]*{name}=", Section));

        Assert.All(Commands.Select((command, index) => (command, before: Commands[..index])), one => Assert.All(
            Used().Matches(one.command).Select(match => match.Groups[1].Value).Except(exported),
            name => Assert.Contains(one.before, earlier => earlier.StartsWith($"{name}=", StringComparison.Ordinal))));
    }

    [Fact]
    public void Roll_back_goes_on_where_everything_it_needs_is_set()
    {
        var page = Repository.Read("docs/deploy.md");

        Assert.Contains("again from `GROUP=` on, with `ENVIRONMENT` set", page, StringComparison.Ordinal);
        var again = Commands.SkipWhile(command => !command.StartsWith("GROUP=", StringComparison.Ordinal)).ToArray();
        Assert.Contains("FUNCTION_KEY=\"$(infra/function-key \"$GROUP\" \"$APP\")\"", again);
        Assert.Equal("infra/smoke \"$URI\"", again[^1]);
        Assert.DoesNotContain(again, command => command.Contains("LOCATION", StringComparison.Ordinal) || command.Contains("sub create", StringComparison.Ordinal));
    }

    [Fact]
    public void Outputs_are_read_whatever_their_case()
    {
        Assert.All([".github/workflows/deploy.yml", "docs/deploy.md"], file => Assert.DoesNotContain("properties.outputs", Repository.Read(file), StringComparison.Ordinal));
        var declared = Regex.Matches(Repository.Read("infra/main.bicep"), "^output (\\w+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToArray();
        var read = Regex.Matches(Repository.Read("docs/deploy.md"), "infra/output \\S+ ([A-Z_]+)").Select(match => match.Groups[1].Value).ToArray();
        Assert.True(read.Length >= 4);
        Assert.All(read, name => Assert.Contains(name, declared));
    }

    [Fact]
    public void Package_is_kept_before_it_is_deployed()
    {
        var kept = Deploy.IndexOf("path: artifacts/app.zip", StringComparison.Ordinal);

        Assert.True(kept > Deploy.IndexOf("zip -qr", StringComparison.Ordinal));
        Assert.True(kept < Deploy.IndexOf("az deployment sub create", StringComparison.Ordinal));
        Assert.Contains("overwrite: true", Deploy, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameter_files_get_their_variables_in_every_job_that_reads_them()
    {
        var jobs = Deploy.Split("\n    steps:\n").SkipLast(1).Zip(Deploy.Split("\n    steps:\n").Skip(1)).Where(job => job.Second.Contains(".bicepparam", StringComparison.Ordinal)).ToArray();

        Assert.Equal(2, jobs.Length);
        var needed = new[] { "dev", "prod" }.SelectMany(name => Templates.NeededVariables($"infra/{name}.bicepparam")).Append("RUNBOOK_URL");
        Assert.All(jobs, job => Assert.All(needed, name => Assert.Contains($"\n      {name}: ${{{{ ", job.First, StringComparison.Ordinal)));
        Assert.Contains("RUNBOOK_URL: ${{ github.server_url }}/${{ github.repository }}/blob/${{ github.sha }}/docs/operations.md\n", Deploy, StringComparison.Ordinal);
    }

    [Fact]
    public void Deployments_come_from_main_only() =>
        Assert.Contains("*Deployment branches*: `main` only", Repository.Read("docs/deploy.md"), StringComparison.Ordinal);

    [Fact]
    public void Every_parameter_file_of_the_pipeline_exists()
    {
        var choice = Regex.Match(Repository.Read(".github/workflows/deploy.yml"), "options: \\[(.*)\\]").Groups[1].Value.Split(", ");

        Assert.Equal(["dev", "prod"], choice);
        Assert.All(choice, name => Assert.Contains($"infra/{name}.bicepparam", Templates.ParameterFiles));
    }

    private static IEnumerable<string> RunLines() => Run().Matches(Deploy).SelectMany(match => match.Groups[1].Success
        ? match.Groups[1].Value.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)
        : [match.Groups[2].Value]);

    // The tests before, and how steps hand values on.
    private static bool OfTheWorkflowOnly(string line) =>
        line == "./test" || line.StartsWith("echo ", StringComparison.Ordinal) || line[0] is '#' or '{' or '}';

    [GeneratedRegex("^\\s*(?:- )?uses: (.+)$", RegexOptions.Multiline)]
    private static partial Regex Uses();

    [GeneratedRegex("^  [a-z-]+:$", RegexOptions.Multiline)]
    private static partial Regex Job();

    [GeneratedRegex("^ +(?:- )?run: (?:\\|\\n((?: {10}.*\\n)+)|(.+)\\n)", RegexOptions.Multiline)]
    private static partial Regex Run();

    [GeneratedRegex("\\$\\{?([A-Z_]+)")]
    private static partial Regex Used();
}
