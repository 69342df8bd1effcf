using Dev.Building;

namespace Tools.Tests.Dev.Building;

public sealed class StampTests : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private readonly string _source;

    public StampTests()
    {
        _source = _root.Write("src/App/A.cs", "one");
        _root.Write("host.json", "{}");
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void FreshClone_HasNone() => Assert.False(Now().IsCurrent);

    [Fact]
    public void NothingChanged_IsCurrent()
    {
        Now().Write();

        Assert.True(Now().IsCurrent);
    }

    [Fact]
    public void EditedFile_IsAChange()
    {
        Now().Write();

        File.WriteAllText(_source, "two");

        Assert.False(Now().IsCurrent);
    }

    [Fact]
    public void DeletedFile_IsAChange()
    {
        Now().Write();

        File.Delete(_source);

        Assert.False(Now().IsCurrent);
    }

    [Fact]
    public void RenamedFile_IsAChange()
    {
        Now().Write();

        File.Move(_source, _source.Replace("A.cs", "B.cs", StringComparison.Ordinal));

        Assert.False(Now().IsCurrent);
    }

    [Theory]
    [InlineData("src/App/obj/project.assets.json")]
    [InlineData("src/App/bin/Debug/App.dll")]
    [InlineData("docs/README.md")]
    public void FileThatIsNoInput_DoesNotMatter(string path)
    {
        Now().Write();

        _root.Write(path, "anything");

        Assert.True(Now().IsCurrent);
    }

    [Fact]
    public void FileThatIsOnlyWrittenAgain_DoesNotMatter()
    {
        Now().Write();

        File.SetLastWriteTimeUtc(_source, File.GetLastWriteTimeUtc(_source).AddHours(1));

        Assert.True(Now().IsCurrent);
    }

    [Fact]
    public void EditMeanwhile_CountsTheNextTime()
    {
        var begun = Now();
        File.WriteAllText(_source, "two");

        begun.Write();

        Assert.False(Now().IsCurrent);
    }

    private Stamp Now() => new(new Repository(_root.FullName), "stamp", ["src", "host.json", "absent.json"]);
}
