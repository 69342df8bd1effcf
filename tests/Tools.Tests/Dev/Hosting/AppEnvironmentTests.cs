using Dev.Hosting;

namespace Tools.Tests.Dev.Hosting;

public sealed class AppEnvironmentTests
{
    private static readonly DemoCredentials Credentials = new("11111111-1111-4111-8111-111111111111", "token", "webhook-secret");
    private static readonly string Storage = new StorageConnection(1, 2, 3).ToString();

    [Fact]
    public void Demo_configures_the_whole_way_from_the_webhook_to_the_stand_in()
    {
        var settings = AppEnvironment.ForDemo(Storage, Credentials, "http://127.0.0.1:4/capi-direct/events/", [], _ => null);

        Assert.Equal(Storage, settings["AzureWebJobsStorage"]);
        Assert.Equal("http://127.0.0.1:4/capi-direct/events/", settings["Destinations__main__Endpoint"]);
        Assert.Equal("CapiDirect", settings["Destinations__main__Profile"]);
        Assert.Equal(Credentials.ConnectionId, settings["Destinations__main__ConnectionId"]);
        Assert.Equal("Shopify", settings["Sources__shopify__Kind"]);
        Assert.Equal("main", settings["Sources__shopify__Destination"]);
    }

    [Fact]
    public void Demo_takes_the_sample_file_of_offline_conversions()
    {
        var settings = AppEnvironment.ForDemo(Storage, Credentials, "", [], _ => null);

        Assert.Equal(("OfflineFile", "main"), (settings["Sources__store__Kind"], settings["Sources__store__Destination"]));
    }

    [Theory]
    [InlineData("Destinations__main__TokenSecret", "token")]
    [InlineData("Sources__shopify__Secrets", "webhook-secret")]
    public void Secret_that_a_setting_names_is_there(string setting, string expected)
    {
        var settings = AppEnvironment.ForDemo(Storage, Credentials, "", [], _ => null);

        Assert.Equal(expected, settings["Secrets__" + settings[setting].Replace('-', '_')]);
    }

    /// <summary>docs/sources/shopify.md has the user set the shop's domain, which is not that of the demonstration's order.</summary>
    [Theory]
    [InlineData("Sources__shopify__ShopDomain")]
    [InlineData("sources__shopify__Topics__0")]
    [InlineData("Destinations__main__BusinessId")]
    [InlineData("Destinations__main__UnknownConsent")]
    [InlineData("Sources__shopify__Exclude__small__ValueBelow")]
    public void Settings_of_the_user_do_not_change_the_demo(string name)
    {
        var settings = AppEnvironment.ForDemo(Storage, Credentials, "", [name], _ => null);

        Assert.Equal("", settings[name]);
    }

    [Fact]
    public void Rule_of_the_user_keeps_a_condition_that_holds_for_no_order() => Assert.Equal(
        "none-in-the-demonstration",
        AppEnvironment.ForDemo(Storage, Credentials, "", ["Sources__shopify__Exclude__drafts__Channel"], _ => null)["Sources__shopify__Exclude__drafts__Channel"]);

    [Theory]
    [InlineData("Sources__woo__Kind")]
    [InlineData("Destinations__main__EventMap__Signup")]
    public void Other_settings_of_the_user_stay(string name) =>
        Assert.DoesNotContain(name, AppEnvironment.ForDemo(Storage, Credentials, "", [name], _ => null).Keys);

    [Theory]
    [InlineData("Destinations__main__Profile", "CapiDirect")]
    [InlineData("Sources__store__TimeZone", "America/New_York")]
    public void Own_settings_of_the_demo_win(string name, string expected) =>
        Assert.Equal(expected, AppEnvironment.ForDemo(Storage, Credentials, "", [name], _ => null)[name]);

    [Fact]
    public void Names_of_all_settings_can_be_set_by_a_shell() => Assert.All(
        AppEnvironment.ForDemo(Storage, Credentials, "", [], _ => null).Keys, name => Assert.DoesNotContain('-', name));

    [Fact]
    public void Serve_with_storage_of_the_user_leaves_it_alone() => Assert.DoesNotContain("AzureWebJobsStorage", AppEnvironment.ForServe(null, _ => null).Keys);

    [Fact]
    public void Proxy_exceptions_of_the_user_are_kept() => Assert.Equal(
        "intranet.example,127.0.0.1,localhost",
        AppEnvironment.ForServe(null, name => name == "NO_PROXY" ? "intranet.example" : null)["NO_PROXY"]);

    [Fact]
    public void Storage_connection_names_every_endpoint_with_its_port()
    {
        Assert.Contains("BlobEndpoint=http://127.0.0.1:1/devstoreaccount1;", Storage, StringComparison.Ordinal);
        Assert.Contains("QueueEndpoint=http://127.0.0.1:2/devstoreaccount1;", Storage, StringComparison.Ordinal);
        Assert.Contains("TableEndpoint=http://127.0.0.1:3/devstoreaccount1;", Storage, StringComparison.Ordinal);
    }
}
