using Dev.Hosting;

namespace Tools.Tests.Dev.Hosting;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void FolderInUse_IsNotClaimedASecondTime()
    {
        var path = Path.Combine(_root.FullName, ".azurite");
        using var first = DataFolder.TryClaim(path);

        Assert.NotNull(first);
        Assert.Null(DataFolder.TryClaim(path));
    }

    [Fact]
    public void ReleasedFolder_KeepsItsDataAndCanBeClaimedAgain()
    {
        var path = Path.Combine(_root.FullName, ".azurite");
        DataFolder.TryClaim(path)?.Dispose();
        var data = _root.Write(".azurite/queue.json", "messages");

        using var again = DataFolder.TryClaim(path);

        Assert.NotNull(again);
        Assert.True(File.Exists(data));
    }

    [Fact]
    public void TemporaryFolder_IsGoneAfterwards()
    {
        string path;
        using (var data = DataFolder.CreateTemporary(_root.FullName))
        {
            path = data.Path;
            Assert.True(Directory.Exists(path));
        }

        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void FolderOfAKilledRun_IsCleared()
    {
        var abandoned = Path.GetDirectoryName(_root.Write("run-0/queue.json", "old"));

        using var data = DataFolder.CreateTemporary(_root.FullName);

        Assert.False(Directory.Exists(abandoned));
    }
}
