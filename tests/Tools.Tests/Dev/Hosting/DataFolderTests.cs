using Dev.Hosting;

namespace Tools.Tests.Dev.Hosting;

public sealed class DataFolderTests : IDisposable
{
    private readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Fact]
    public void Folder_in_use_is_not_claimed_a_second_time()
    {
        var path = Path.Combine(root.FullName, ".azurite");
        using var first = DataFolder.TryClaim(path);

        Assert.NotNull(first);
        Assert.Null(DataFolder.TryClaim(path));
    }

    [Fact]
    public void Released_folder_keeps_its_data_and_can_be_claimed_again()
    {
        var path = Path.Combine(root.FullName, ".azurite");
        DataFolder.TryClaim(path)?.Dispose();
        var data = root.Write(".azurite/queue.json", "messages");

        using var again = DataFolder.TryClaim(path);

        Assert.NotNull(again);
        Assert.True(File.Exists(data));
    }

    [Fact]
    public void Temporary_folder_is_gone_afterwards()
    {
        string path;
        using (var data = DataFolder.CreateTemporary(root.FullName))
        {
            path = data.Path;
            Assert.True(Directory.Exists(path));
        }

        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void Folder_of_a_killed_run_is_cleared()
    {
        var abandoned = Path.GetDirectoryName(root.Write("run-0/queue.json", "old"));

        using var data = DataFolder.CreateTemporary(root.FullName);

        Assert.False(Directory.Exists(abandoned));
    }
}
