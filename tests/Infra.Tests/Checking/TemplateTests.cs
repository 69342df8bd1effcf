namespace Infra.Tests.Checking;

public sealed class TemplateTests
{
    [Fact]
    public void OurTemplates_HaveNoFinding()
    {
        var (exitCode, output, findings) = TemplateCheck.Run([.. Templates.Bicep, .. Templates.ParameterFiles]);

        Assert.True(findings.Count == 0, output);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public void Output_SaysWhatCannotBeChecked()
    {
        var (_, output, _) = TemplateCheck.Run("infra/main.bicep");

        Assert.Contains("Not checked", output, StringComparison.Ordinal);
        Assert.Contains("what-if", output, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryConstructThatWeUse_PassesInTheCleanFixture()
    {
        var files = Repository.Files("tests/Infra.Tests/Fixtures/Clean", "*.bicep*", below: true);
        var (exitCode, output, findings) = TemplateCheck.Run(files);

        Assert.True(findings.Count == 0, output);
        Assert.Equal(0, exitCode);
    }
}
