using Dev.Checkout;
using Dev.Hosting;
using Dev.Push;

namespace Tools.Tests.Dev.Hosting;

public sealed class ServedStorageTests : IDisposable
{
    private const int Serve = 7071;
    private const int Run = 7072;

    private static readonly StorageConnection Storage = new(1, 2, 3);
    private static readonly StorageConnection Other = new(4, 5, 6);

    private readonly TemporaryFolder root = new();

    private Repository Checkout => new(root.FullName);

    public void Dispose() => root.Dispose();

    [Fact]
    public void Storage_of_a_running_app_is_found_until_the_app_ends()
    {
        using (ServedStorage.Publish(Checkout, Serve, Storage))
            Assert.Equal(Storage.ToString(), ServedStorage.Of(Checkout, Serve));

        Assert.Null(ServedStorage.Of(Checkout, Serve));
    }

    [Fact]
    public void Two_apps_at_the_same_time_have_each_its_own_storage_and_end_each_for_itself()
    {
        using var serve = ServedStorage.Publish(Checkout, Serve, Storage);
        using (ServedStorage.Publish(Checkout, Run, Other))
        {
            Assert.Equal(Other.ToString(), ServedStorage.Of(Checkout, Run));
            Assert.Equal(Storage.ToString(), ServedStorage.Of(Checkout, Serve));
        }

        Assert.Null(ServedStorage.Of(Checkout, Run));
        Assert.Equal(Storage.ToString(), ServedStorage.Of(Checkout, Serve));
    }

    [Fact]
    public void Storage_of_a_killed_run_is_not_that_of_an_app_on_the_users_own_storage()
    {
        var killed = ServedStorage.Publish(Checkout, Serve, Storage);

        using var served = ServedStorage.Publish(Checkout, Serve, storage: null);

        Assert.NotSame(killed, served);
        Assert.Null(ServedStorage.Of(Checkout, Serve));
    }

    [Fact]
    public void Pushed_file_goes_into_the_storage_of_the_app_that_it_is_pushed_to()
    {
        File.WriteAllText(LocalSettings.PathIn(Checkout), """{ "Values": { "AzureWebJobsStorage": "UseDevelopmentStorage=true" } }""");
        using var serve = ServedStorage.Publish(Checkout, Serve, Storage);
        using var run = ServedStorage.Publish(Checkout, Run, Other);

        Assert.Equal((Storage.BlobPort, Other.BlobPort), (PortFor(Serve), PortFor(Run)));

        int? PortFor(int app) =>
            ContainerAddress.Of(Checkout, new Uri($"http://127.0.0.1:{app}"), TimeProvider.System).Find(given: null, appIsHere: true).Container?.Port;
    }
}
