using Dev.Hosting;
using Dev.Push;

namespace Tools.Tests.Dev.Push;

public sealed class ContainerAddressTests
{
    private const string Key = "bm90LWEtcmVhbC1rZXk=";
    private const string Account = $"DefaultEndpointsProtocol=https;AccountName=shopdata;AccountKey={Key};EndpointSuffix=core.windows.net";

    private readonly HurriedTime time = new();

    [Fact]
    public void Given_address_wins_over_every_other()
    {
        var (container, _) = Find(Account, null, null, given: "https://x.blob.core.windows.net/offline-conversions?sv=1&sig=2");

        Assert.Equal("https://x.blob.core.windows.net/offline-conversions?sv=1&sig=2", container?.AbsoluteUri);
    }

    [Theory]
    [InlineData("offline-conversions")]
    [InlineData("https://x.blob.core.windows.net/offline-conversions")]
    [InlineData("ftp://x.example/offline-conversions?sig=1")]
    public void Given_address_without_signature_is_refused(string given) => Assert.Contains("signature", Find(Account, null, null, given).Problem!.Message, StringComparison.Ordinal);

    [Fact]
    public void Account_key_is_turned_into_a_signature_for_a_day()
    {
        var (container, _) = Find(Account, null, null);

        Assert.StartsWith("https://shopdata.blob.core.windows.net/offline-conversions?sv=", container!.AbsoluteUri, StringComparison.Ordinal);
        Assert.All((string[])["sr=c", "sp=cw", "se=2026-01-24T12%3A34%3A56Z", "sig="], part => Assert.Contains(part, container.Query, StringComparison.Ordinal));
        Assert.DoesNotContain(Key, Uri.UnescapeDataString(container.AbsoluteUri), StringComparison.Ordinal);
    }

    [Fact]
    public void Signature_in_the_connection_string_is_used_as_it_is()
    {
        var (container, _) = Find("BlobEndpoint=https://shopdata.blob.core.windows.net/;SharedAccessSignature=?sv=1&sig=2", null, null);

        Assert.Equal("https://shopdata.blob.core.windows.net/offline-conversions?sv=1&sig=2", container?.AbsoluteUri);
    }

    [Fact]
    public void Settings_of_the_checkout_are_read_when_the_environment_says_nothing()
    {
        var settings = $$"""{ "Values": { "AzureWebJobsStorage": "{{Account}}", /* a comment */ } }""";

        Assert.Equal("shopdata.blob.core.windows.net", Find(null, settings, null).Container?.Host);
    }

    [Fact]
    public void Emulator_is_the_one_of_the_running_app_if_there_is_one()
    {
        const string development = """{ "Values": { "AzureWebJobsStorage": "UseDevelopmentStorage=true" } }""";

        Assert.Equal(23456, Find(null, development, new StorageConnection(23456, 2, 3).ToString()).Container?.Port);
        Assert.Equal(10000, Find(null, development, null).Container?.Port);
    }

    [Fact]
    public void Emulator_for_an_app_elsewhere_is_refused() =>
        Assert.Contains("--container-url", Find("UseDevelopmentStorage=true", null, null, appIsHere: false).Problem!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "not json")]
    [InlineData(null, "{}")]
    [InlineData("nonsense", null)]
    [InlineData("AccountName=x", null)]
    public void No_right_to_write_is_told_with_both_ways_to_get_one(string? environment, string? settings)
    {
        var (container, problem) = Find(environment, settings, null);

        Assert.Null(container);
        Assert.Contains("--container-url", problem!.Message, StringComparison.Ordinal);
        Assert.Contains("AzureWebJobsStorage", problem.Message, StringComparison.Ordinal);
    }

    private (Uri? Container, Problem? Problem) Find(string? environment, string? settings, string? served, string? given = null, bool appIsHere = true) =>
        new ContainerAddress(name => name == "AzureWebJobsStorage" ? environment : null, settings, served, time).Find(given, appIsHere);
}
