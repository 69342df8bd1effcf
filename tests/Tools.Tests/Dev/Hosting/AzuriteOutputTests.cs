using Dev.Hosting;

namespace Tools.Tests.Dev.Hosting;

public sealed class AzuriteOutputTests
{
    private static readonly string[] Lines =
    [
        "Azurite Blob service is starting at http://127.0.0.1:0",
        "Azurite Blob service is successfully listening at http://127.0.0.1:37835",
        "Azurite Queue service is starting at http://127.0.0.1:0",
        "Azurite Queue service is successfully listening at http://127.0.0.1:41807",
        "Azurite Table service is successfully listening at http://127.0.0.1:41563",
    ];

    [Fact]
    public async Task All_three_services_give_their_ports()
    {
        var output = new AzuriteOutput();

        foreach (var line in Lines)
            output.Read(line);

        Assert.Equal(new StorageConnection(37835, 41807, 41563), await output.Connection.WaitAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void Missing_service_is_not_ready()
    {
        var output = new AzuriteOutput();

        foreach (var line in Lines.SkipLast(1))
            output.Read(line);

        Assert.False(output.Connection.IsCompleted);
    }
}
