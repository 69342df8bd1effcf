using Dev.Checkout;
using Dev.Hosting;

namespace Dev.Tests.Hosting;

public sealed class ServedStorageTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void StorageOfARunningApp_IsFoundUntilTheAppEnds()
    {
        var repository = new Repository(_root.FullName);
        var storage = new StorageConnection(1, 2, 3);

        using (ServedStorage.Publish(repository, storage))
            Assert.Equal(storage.ToString(), ServedStorage.Of(repository));

        Assert.Null(ServedStorage.Of(repository));
    }
}
