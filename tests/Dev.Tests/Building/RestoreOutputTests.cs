using Dev.Building;

namespace Dev.Tests.Building;

public sealed class RestoreOutputTests
{
    private const string NoSuchPackage =
        "/r/src/App/App.csproj : error NU1101: Unable to find package Microsoft.Azure.Functions.Worker.Extensions.Timer. No packages exist with this id in source(s): nuget.org";

    private const string NoSuchVersion =
        "/r/src/App/App.csproj : error NU1102: Unable to find package Microsoft.Azure.Functions.Worker with version (>= 2.52.0)";

    private const string OnlyPreview = "/r/src/App/App.csproj : error NU1103: Unable to find a stable package Some.Package with version (>= 1.0.0)";

    private const string NoNetwork = "/r/src/App/App.csproj : error NU1301: Unable to load the service index for source https://source.example/v3/index.json.";

    [Theory]
    [InlineData(NoSuchPackage)]
    [InlineData(NoSuchVersion)]
    [InlineData(OnlyPreview)]
    public void PackageThatTheSourceDoesNotHave_IsMissing(string line) =>
        Assert.True(RestoreOutput.OnlyPackagesMissing(["  Determining projects to restore...", line, "  Failed to restore /r/src/App/App.csproj (in 1.24 sec)."]));

    [Fact]
    public void UnreachableSource_IsNotAMissingPackage() => Assert.False(RestoreOutput.OnlyPackagesMissing([NoNetwork]));

    [Fact]
    public void MissingPackageBesideAnUnreachableSource_IsNotDecided() =>
        Assert.False(RestoreOutput.OnlyPackagesMissing([NoSuchPackage, NoNetwork]));

    [Fact]
    public void MissingPackageBesideAnErrorOfMsBuild_IsNotDecided() =>
        Assert.False(RestoreOutput.OnlyPackagesMissing([NoSuchPackage, "/r/a.csproj : error MSB4019: The imported project was not found."]));

    [Fact]
    public void FailureWithoutAnyCode_IsNotAMissingPackage() => Assert.False(RestoreOutput.OnlyPackagesMissing(["Killed"]));

    [Fact]
    public void WarningBesideAMissingPackage_DoesNotMatter() =>
        Assert.True(RestoreOutput.OnlyPackagesMissing([NoSuchVersion, "/r/a.csproj : warning NU1900: Error occurred while getting package vulnerability data"]));

    [Fact]
    public void UnreachableSource_IsAdvisedWithTheNetwork() =>
        Assert.StartsWith("The package source could not be reached (NU1301). Check the network", RestoreOutput.Advice([NoNetwork]), StringComparison.Ordinal);

    [Fact]
    public void OtherFailure_IsAdvisedWithItsCodes() =>
        Assert.Contains("(NU1101, NU1605)", RestoreOutput.Advice([NoSuchPackage, "a.csproj : error NU1605: Detected package downgrade"]), StringComparison.Ordinal);
}
