using Dev.Testing;

namespace Dev.Tests.Testing;

public sealed class TestProjectsTests
{
    [Fact]
    public void Solution_GivesItsTestProjectsInOrderButTheLongestFirst()
    {
        const string Solution = """
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "SpotifyCapi", "src\SpotifyCapi\SpotifyCapi.csproj", "{1}"
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "B.Tests", "tests\B.Tests\B.Tests.csproj", "{2}"
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "A.Tests", "tests\A.Tests\A.Tests.csproj", "{3}"
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "Browser.Tests", "tests\Browser.Tests\Browser.Tests.csproj", "{4}"
            Project("{9A19103F-16F7-4668-BE54-9A1E7A4F7556}") = "EndToEnd.Tests", "tests\EndToEnd.Tests\EndToEnd.Tests.csproj", "{5}"
            """;

        Assert.Equal(["EndToEnd.Tests", "Browser.Tests", "B.Tests", "A.Tests"], TestProjects.In(Solution));
    }
}
