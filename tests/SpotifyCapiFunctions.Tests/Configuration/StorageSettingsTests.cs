using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class StorageSettingsTests
{
    private static readonly (string, string?) NoConnectionString = ("AzureWebJobsStorage", null);

    [Fact]
    public void AccountName_GivesTheAddressesOfItsServices()
    {
        var configuration = Configured.With(NoConnectionString, ("AzureWebJobsStorage__accountName", "acct"));

        Assert.Null(StorageSettings.ConnectionString(configuration));
        Assert.Equal("https://acct.queue.core.windows.net/", StorageSettings.ServiceUri(configuration, "queue")!.AbsoluteUri);
        Assert.Equal("https://acct.blob.core.windows.net/", StorageSettings.ServiceUri(configuration, "blob")!.AbsoluteUri);
        Assert.NotNull(AppSettings.Load(configuration));
    }

    [Fact]
    public void AddressOfAService_WinsOverTheAccountName() => Assert.Equal(
        "https://queue.example/",
        StorageSettings.ServiceUri(
            Configured.With(NoConnectionString, ("AzureWebJobsStorage__accountName", "a"), ("AzureWebJobsStorage__queueServiceUri", "https://queue.example/")),
            "queue")!.AbsoluteUri);

    [Theory]
    [InlineData("AzureWebJobsStorage__queueServiceUri", "not an address")]
    [InlineData("AzureWebJobsStorage__accountName", "")]
    public void StorageThatCannotBeFound_IsRefused(string name, string value) =>
        Assert.Equal("AzureWebJobsStorage", Assert.Single(Configured.Problems(NoConnectionString, (name, value))).Setting);
}
