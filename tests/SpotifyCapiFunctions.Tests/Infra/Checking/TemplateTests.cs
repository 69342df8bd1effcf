using System.Text.Json;
using System.Text.RegularExpressions;

namespace SpotifyCapiFunctions.Tests.Infra.Checking;

/// <summary>The templates, as the compiler sees them. A note counts as an error: it is how the compiler says that a name may be wrong.</summary>
public sealed partial class TemplateTests
{
    // One run for all files, with the modules that they use.
    [Fact]
    public async Task Templates_and_parameter_files_compile_and_pass_the_linter_without_a_note() =>
        Assert.Empty(await BicepCli.FindingsAsync("lint", "--pattern", "infra/*.bicep*"));

    // A module that loops over another module's output is left out of a preview as a whole, and nobody sees what it grants.
    [Fact]
    public async Task Preview_shows_every_role_assignment()
    {
        const string snapshot = "infra/prod.snapshot.json";
        try
        {
            Assert.Empty(await BicepCli.FindingsAsync(
                "snapshot", "infra/prod.bicepparam", "--mode", "Overwrite", "--subscription-id", "11111111-1111-4111-8111-111111111111", "--location", "westeurope"));
            using var preview = JsonDocument.Parse(Repository.Read(snapshot));
            Assert.Empty(preview.RootElement.GetProperty("diagnostics").EnumerateArray());
            var roles = preview.RootElement.GetProperty("predictedResources").EnumerateArray()
                .Count(resource => resource.GetProperty("type").GetString() == "Microsoft.Authorization/roleAssignments");

            // Blobs, secrets, telemetry, and each of the two queues; no operator in this file.
            Assert.Equal(5, roles);
        }
        finally
        {
            File.Delete(Path.Combine(Repository.Root, snapshot));
        }
    }

    [Theory]
    [InlineData("Destinations__main__Profile", null)]
    [InlineData("destinations__Main__profile", "Object keys must be strings that are case-insensitively unique")]
    public async Task App_settings_that_differ_in_case_only_are_refused(string second, string? refused)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, Guid.NewGuid().ToString()));
        try
        {
            var file = Path.Combine(folder.FullName, "planted.bicepparam");
            var main = Path.GetRelativePath(folder.FullName, Path.Combine(Repository.Root, "infra", "main.bicep")).Replace('\\', '/');
            await File.WriteAllTextAsync(file, $$"""
                using '{{main}}'
                param environmentName = 'test'
                param location = 'westeurope'
                param alertEmails = []
                param appSettings = { {{(refused is null ? "" : "Destinations__main__Profile: 'CapiDirect'")}}
                  {{second}}: 'Unified'
                }
                """);

            var (exitCode, output, findings) = await BicepCli.RunAsync(
                "snapshot", file, "--mode", "Overwrite", "--subscription-id", "11111111-1111-4111-8111-111111111111", "--location", "westeurope");

            Assert.Equal(refused is null, exitCode == 0);
            Assert.Contains(refused ?? "", output + findings, StringComparison.Ordinal);
            if (refused is null)
                Assert.Contains("\"Destinations__main__Profile\": \"Unified\"", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "planted.snapshot.json")), StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The compiler ends well with it: what counts is what it says.
    [Fact]
    public async Task Planted_mistake_that_the_compiler_only_notes_is_found()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "planted.bicep");
            await File.WriteAllTextAsync(file, "var entries = [{ name: 'a' }]\noutput late string[] = [for entry in entries: entry.?lookBack ?? '']\n");

            var (exitCode, _, findings) = await BicepCli.RunAsync("build", file, "--stdout");

            Assert.Equal(0, exitCode);
            Assert.Contains("planted.bicep(2,54)", findings, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Every_parameter_and_output_says_what_it_is()
    {
        var silent =
            from file in Templates.Bicep
            let lines = Repository.Read(file).Split('\n')
            from index in Enumerable.Range(0, lines.Length)
            where Declaration().IsMatch(lines[index])
            let decorators = lines.Take(index).Reverse().TakeWhile(line => line.StartsWith('@'))
            where !decorators.Any(line => line.StartsWith("@description(", StringComparison.Ordinal))
            select $"{file}:{index + 1}";

        Assert.Empty(silent);
    }

    [GeneratedRegex("^(param|output) ")]
    private static partial Regex Declaration();
}
