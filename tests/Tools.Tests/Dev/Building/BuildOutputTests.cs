using Dev.Building;

namespace Tools.Tests.Dev.Building;

public sealed class BuildOutputTests
{
    private static readonly string Root = Path.Combine(Path.GetTempPath(), "checkout");

    [Fact]
    public void Same_error_twice_is_shown_once_with_a_relative_path_and_without_its_project()
    {
        var line = $"{Path.Combine(Root, "src", "A.cs")}(3,5): error CS1002: ; expected [{Path.Combine(Root, "src", "A.csproj")}]";

        var errors = BuildOutput.Errors(["Build started", line, line], Root);

        Assert.Equal([$"{Path.Combine("src", "A.cs")}(3,5): error CS1002: ; expected"], errors);
    }

    [Fact]
    public void Failure_without_an_error_line_shows_the_last_lines() => Assert.Equal(["one", "two"], BuildOutput.Errors(["one", "two"], Root));

    [Fact]
    public void Very_many_errors_are_cut_and_counted()
    {
        var lines = Enumerable.Range(1, 35).Select(number => $"A.cs({number},1): error CS1002: ; expected").ToArray();

        var errors = BuildOutput.Errors(lines, Root);

        Assert.Equal(31, errors.Count);
        Assert.Equal("... and 5 more errors", errors[^1]);
    }

    [Theory]
    [InlineData("/r/a.csproj : error NU1301: Unable to load the service index for source https://source.example/v3/index.json.", "The package source could not be reached (NU1301). Check the network")]
    [InlineData("/r/a.csproj : error NU1102: Unable to find package Microsoft.Azure.Functions.Worker with version (>= 2.52.0)", "dotnet restore failed; see above.")]
    [InlineData("/r/A.cs(3,5): error CS1002: ; expected", "Building the app failed; see above.")]
    public void Failure_is_followed_by_what_to_do(string line, string advice) =>
        Assert.StartsWith(advice, BuildOutput.Advice(["Build started", line], "the app"), StringComparison.Ordinal);
}
