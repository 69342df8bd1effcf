using Dev.Building;
using Dev.Checkout;
using Dev.Output;

namespace Dev.Tests.Building;

public sealed class BuildModeSelectionTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData("packages", "Packages")]
    [InlineData("local", "Local")]
    public async Task EnvironmentVariable_DecidesWithoutLooking(string variable, string expected)
    {
        _root.Write(".functions-worker-local", "");

        var (mode, problem) = await SelectAsync(variable);

        Assert.Null(problem);
        Assert.Equal(expected, mode.ToString());
    }

    [Fact]
    public async Task EnvironmentVariableWithAnotherValue_IsAProblemThatNamesIt()
    {
        var (_, problem) = await SelectAsync("Packages!");

        Assert.Contains("\"Packages!\"", problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marker_MeansLocal()
    {
        _root.Write(".functions-worker-local", "");

        var (mode, problem) = await SelectAsync(null);

        Assert.Null(problem);
        Assert.Equal(FunctionsWorkerMode.Local, mode);
    }

    private Task<(FunctionsWorkerMode Mode, Problem? Problem)> SelectAsync(string? variable) =>
        new BuildModeSelection(new Repository(_root.FullName), new Terminal(false, false), variable).SelectAsync(CancellationToken.None);
}
