using System.Reflection;
using System.Text.RegularExpressions;
using SpotifyCapiFunctions.Configuration;
using SpotifyCapiFunctions.Storage;

namespace SpotifyCapiFunctions.Tests.Infra.Agreement;

/// <summary>What the templates declare in the storage account is what the app uses there.</summary>
public sealed partial class StorageAgreementTests
{
    private const string File = "infra/modules/storage.bicep";

    /// <summary>Container of offline files, which people put files into as well as the app.</summary>
    private const string OfflineFiles = "offline-conversions";

    private static string[] Known { get; } =
        [.. typeof(StorageNames).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Queues_are_those_of_the_triggers()
    {
        var listened = AppCode.Triggers.Where(trigger => trigger.Trigger == "QueueTriggerAttribute").Select(trigger => trigger.Argument);

        Assert.Equal(listened.Order(), Templates.List(File, "queueNames").Order());
        Assert.Equal([StorageNames.Conversions, StorageNames.ConversionsPoison], Templates.List(File, "queueNames"));
    }

    [Fact]
    public void Every_name_of_the_app_is_declared() =>
        Assert.Empty(Known.Except([.. Templates.List(File, "queueNames"), .. Templates.List(File, "containers")]));

    [Fact]
    public void Every_declared_container_is_one_that_the_app_uses() =>
        Assert.Empty(Templates.List(File, "containers").Except([.. Known, OfflineFiles]));

    [Fact]
    public void Operator_may_put_files_into_the_container_of_offline_files_only()
    {
        const string contributor = "storageBlobDataContributor";
        var access = Repository.Read("infra/modules/access.bicep");

        Assert.Contains($"output offlineContainer string = '{OfflineFiles}'", Repository.Read(File), StringComparison.Ordinal);
        Assert.Contains(OfflineFiles, Templates.List(File, "containers"));
        Assert.Contains($"var {contributor} = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'", access, StringComparison.Ordinal);
        var assignment = Assert.Single(
            access.Split("\nresource "), part => part.Contains($"'Microsoft.Authorization/roleDefinitions', {contributor})", StringComparison.Ordinal));
        Assert.Contains("scope: offlineFiles\n", assignment, StringComparison.Ordinal);
    }

    [Fact]
    public void Expiries_point_into_declared_containers_and_leave_the_dead_letters()
    {
        var prefixes = Prefix().Matches(Repository.Read(File)).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(prefixes);
        Assert.All(prefixes, prefix => Assert.Contains(prefix.Split('/')[0], Templates.List(File, "containers")));
        Assert.DoesNotContain(prefixes, prefix => prefix.StartsWith(StorageNames.DeadLetters, StringComparison.Ordinal));
        Assert.DoesNotContain(prefixes, prefix => prefix.Contains("incoming", StringComparison.Ordinal));
    }

    [Fact]
    public void Duplicate_filter_is_kept_longer_than_the_longest_window()
    {
        var days = int.Parse(Regex.Match(Repository.Read(File), @"var duplicateFilterDays = (\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        var settings = ExampleSettings.Of("infra/prod.bicepparam");

        Assert.Contains($"{days}.00:00:00", Refusal(settings, $"{days}.00:00:00"), StringComparison.Ordinal);
    }

    // The app must refuse a window as long as the expiry; otherwise a team could set one that storage does not keep.
    private static string Refusal(Dictionary<string, string?> settings, string window)
    {
        settings["Duplicates__Window"] = window;
        var exception = Assert.Throws<InvalidSettingsException>(() => ExampleSettings.Load(settings));
        return $"{window}: {Assert.Single(exception.Problems).Setting}";
    }

    [GeneratedRegex("prefix: '([^']+)'")]
    private static partial Regex Prefix();
}
