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
    public void Fresh_clone_has_none() => Assert.False(Now().IsCurrent);

    [Fact]
    public void Nothing_changed_is_current()
    {
        Now().Write();

        Assert.True(Now().IsCurrent);
    }

    [Fact]
    public void Edited_file_is_a_change()
    {
        Now().Write();

        File.WriteAllText(_source, "two");

        Assert.False(Now().IsCurrent);
    }

    [Fact]
    public void Deleted_file_is_a_change()
    {
        Now().Write();

        File.Delete(_source);

        Assert.False(Now().IsCurrent);
    }

    [Fact]
    public void Renamed_file_is_a_change()
    {
        Now().Write();

        File.Move(_source, _source.Replace("A.cs", "B.cs", StringComparison.Ordinal));

        Assert.False(Now().IsCurrent);
    }

    [Theory]
    [InlineData("src/App/obj/project.assets.json")]
    [InlineData("src/App/bin/Debug/App.dll")]
    [InlineData("docs/README.md")]
    public void File_that_is_no_input_does_not_matter(string path)
    {
        Now().Write();

        _root.Write(path, "anything");

        Assert.True(Now().IsCurrent);
    }

    [Fact]
    public void File_that_is_only_written_again_does_not_matter()
    {
        Now().Write();

        File.SetLastWriteTimeUtc(_source, File.GetLastWriteTimeUtc(_source).AddHours(1));

        Assert.True(Now().IsCurrent);
    }

    [Fact]
    public void Edit_meanwhile_counts_the_next_time()
    {
        var begun = Now();
        File.WriteAllText(_source, "two");

        begun.Write();

        Assert.False(Now().IsCurrent);
    }

    private Stamp Now() => new(new Repository(_root.FullName), "stamp", ["src", "host.json", "absent.json"]);
}
