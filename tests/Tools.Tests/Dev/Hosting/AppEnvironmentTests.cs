using Dev.Hosting;

namespace Tools.Tests.Dev.Hosting;

public sealed class AppEnvironmentTests
{
    private static readonly DemoCredentials Credentials = new("11111111-1111-4111-8111-111111111111", "token", "webhook-secret");
    private static readonly string Storage = new StorageConnection(1, 2, 3).ToString();

    [Fact]
    public void Demo_ConfiguresTheWholeWayFromTheWebhookToTheStandIn()
    {
        var settings = AppEnvironment.ForDemo(Storage, Credentials, "http://127.0.0.1:4/capi-direct/events/", _ => null);

        Assert.Equal(Storage, settings["AzureWebJobsStorage"]);
        Assert.Equal("http://127.0.0.1:4/capi-direct/events/", settings["Destinations__main__Endpoint"]);
        Assert.Equal("CapiDirect", settings["Destinations__main__Profile"]);
        Assert.Equal(Credentials.ConnectionId, settings["Destinations__main__ConnectionId"]);
        Assert.Equal("Shopify", settings["Sources__shopify__Kind"]);
        Assert.Equal("main", settings["Sources__shopify__Destination"]);
    }

    [Fact]
    public void Demo_TakesTheSampleFileOfOfflineConversions()
    {
        var settings = AppEnvironment.ForDemo(Storage, Credentials, "", _ => null);

        Assert.Equal(("OfflineFile", "main"), (settings["Sources__store__Kind"], settings["Sources__store__Destination"]));
    }

    [Theory]
    [InlineData("Destinations__main__TokenSecret", "token")]
    [InlineData("Sources__shopify__Secrets", "webhook-secret")]
    public void SecretThatASettingNames_IsThere(string setting, string expected)
    {
        var settings = AppEnvironment.ForDemo(Storage, Credentials, "", _ => null);

        Assert.Equal(expected, settings["Secrets__" + settings[setting].Replace('-', '_')]);
    }

    [Fact]
    public void NamesOfAllSettings_CanBeSetByAShell() => Assert.All(
        AppEnvironment.ForDemo(Storage, Credentials, "", _ => null).Keys, name => Assert.DoesNotContain('-', name));

    [Fact]
    public void ServeWithStorageOfTheUser_LeavesItAlone() => Assert.DoesNotContain("AzureWebJobsStorage", AppEnvironment.ForServe(null, _ => null).Keys);

    [Fact]
    public void ProxyExceptionsOfTheUser_AreKept() => Assert.Equal(
        "intranet.example,127.0.0.1,localhost",
        AppEnvironment.ForServe(null, name => name == "NO_PROXY" ? "intranet.example" : null)["NO_PROXY"]);

    [Fact]
    public void StorageConnection_NamesEveryEndpointWithItsPort()
    {
        Assert.Contains("BlobEndpoint=http://127.0.0.1:1/devstoreaccount1;", Storage, StringComparison.Ordinal);
        Assert.Contains("QueueEndpoint=http://127.0.0.1:2/devstoreaccount1;", Storage, StringComparison.Ordinal);
        Assert.Contains("TableEndpoint=http://127.0.0.1:3/devstoreaccount1;", Storage, StringComparison.Ordinal);
    }
}
