using Dev.Building;

namespace Tools.Tests.Dev.Building;

public sealed class StampTests : IDisposable
{
    private readonly TemporaryFolder root = new();
    private readonly string source;

    public StampTests()
    {
        source = root.Write("src/App/A.cs", "one");
        root.Write("host.json", "{}");
    }

    public void Dispose() => root.Dispose();

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

        File.WriteAllText(source, "two");

        Assert.False(Now().IsCurrent);
    }

    [Fact]
    public void Deleted_file_is_a_change()
    {
        Now().Write();

        File.Delete(source);

        Assert.False(Now().IsCurrent);
    }

    [Fact]
    public void Renamed_file_is_a_change()
    {
        Now().Write();

        File.Move(source, source.Replace("A.cs", "B.cs", StringComparison.Ordinal));

        Assert.False(Now().IsCurrent);
    }

    [Theory]
    [InlineData("src/App/obj/project.assets.json")]
    [InlineData("src/App/bin/Debug/App.dll")]
    [InlineData("docs/README.md")]
    public void File_that_is_no_input_does_not_matter(string path)
    {
        Now().Write();

        root.Write(path, "anything");

        Assert.True(Now().IsCurrent);
    }

    [Fact]
    public void File_that_is_only_written_again_does_not_matter()
    {
        Now().Write();

        File.SetLastWriteTimeUtc(source, File.GetLastWriteTimeUtc(source).AddHours(1));

        Assert.True(Now().IsCurrent);
    }

    [Fact]
    public void Edit_meanwhile_counts_the_next_time()
    {
        var begun = Now();
        File.WriteAllText(source, "two");

        begun.Write();

        Assert.False(Now().IsCurrent);
    }

    private Stamp Now() => new(new Repository(root.FullName), "stamp", ["src", "host.json", "absent.json"]);
}
