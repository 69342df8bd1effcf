using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Tests.Builders;

namespace SpotifyCapiFunctions.Tests.Configuration;

public sealed class StorageSettingsTests
{
    private static readonly (string, string?) NoConnectionString = ("AzureWebJobsStorage", null);

    [Fact]
    public void Account_name_gives_the_addresses_of_its_services()
    {
        var configuration = Configured.With(NoConnectionString, ("AzureWebJobsStorage__accountName", "acct"));

        Assert.Null(StorageSettings.ConnectionString(configuration));
        Assert.Equal("https://acct.queue.core.windows.net/", StorageSettings.ServiceUri(configuration, "queue")!.AbsoluteUri);
        Assert.Equal("https://acct.blob.core.windows.net/", StorageSettings.ServiceUri(configuration, "blob")!.AbsoluteUri);
        Assert.NotNull(AppSettings.Load(configuration));
    }

    [Fact]
    public void Address_of_a_service_wins_over_the_account_name() => Assert.Equal(
        "https://queue.example/",
        StorageSettings.ServiceUri(
            Configured.With(NoConnectionString, ("AzureWebJobsStorage__accountName", "a"), ("AzureWebJobsStorage__queueServiceUri", "https://queue.example/")),
            "queue")!.AbsoluteUri);

    [Theory]
    [InlineData("AzureWebJobsStorage__queueServiceUri", "not an address")]
    [InlineData("AzureWebJobsStorage__accountName", "")]
    public void Storage_that_cannot_be_found_is_refused(string name, string value) =>
        Assert.Equal("AzureWebJobsStorage", Assert.Single(Configured.Problems(NoConnectionString, (name, value))).Setting);
}
