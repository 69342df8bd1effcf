using Dev.Building;

namespace Dev.Tests.Building;

public sealed class FingerprintTests : IDisposable
{
    private static readonly string[] Inputs = ["src", "host.json", "absent.json"];
    private readonly TemporaryFolder _root = new();
    private readonly string _source;
    private readonly string _before;

    public FingerprintTests()
    {
        _source = _root.Write("src/App/A.cs", "one");
        _root.Write("host.json", "{}");
        _before = Fingerprint.Of(_root.FullName, Inputs);
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void NothingChanged_IsTheSame() => Assert.Equal(_before, Fingerprint.Of(_root.FullName, Inputs));

    [Fact]
    public void FileWithANewTime_IsDifferent()
    {
        File.SetLastWriteTimeUtc(_source, File.GetLastWriteTimeUtc(_source).AddSeconds(1));

        Assert.NotEqual(_before, Fingerprint.Of(_root.FullName, Inputs));
    }

    [Fact]
    public void FileWithTheSameTimeAndAnotherSize_IsDifferent()
    {
        var time = File.GetLastWriteTimeUtc(_source);
        File.WriteAllText(_source, "other");
        File.SetLastWriteTimeUtc(_source, time);

        Assert.NotEqual(_before, Fingerprint.Of(_root.FullName, Inputs));
    }

    [Fact]
    public void DeletedFile_IsDifferent()
    {
        File.Delete(_source);

        Assert.NotEqual(_before, Fingerprint.Of(_root.FullName, Inputs));
    }

    [Fact]
    public void RenamedFile_IsDifferent()
    {
        File.Move(_source, _source.Replace("A.cs", "B.cs", StringComparison.Ordinal));

        Assert.NotEqual(_before, Fingerprint.Of(_root.FullName, Inputs));
    }

    [Theory]
    [InlineData("src/App/obj/project.assets.json")]
    [InlineData("src/App/bin/Debug/App.dll")]
    [InlineData("docs/README.md")]
    public void FileThatIsNoInput_DoesNotMatter(string path)
    {
        _root.Write(path, "anything");

        Assert.Equal(_before, Fingerprint.Of(_root.FullName, Inputs));
    }
}
