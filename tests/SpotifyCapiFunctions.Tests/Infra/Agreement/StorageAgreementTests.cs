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
    public void Queues_AreThoseOfTheTriggers()
    {
        var listened = AppCode.Triggers.Where(trigger => trigger.Trigger == "QueueTriggerAttribute").Select(trigger => trigger.Argument);

        Assert.Equal(listened.Order(), Templates.List(File, "queueNames").Order());
        Assert.Equal([StorageNames.Conversions, StorageNames.ConversionsPoison], Templates.List(File, "queueNames"));
    }

    [Fact]
    public void EveryNameOfTheApp_IsDeclared() =>
        Assert.Empty(Known.Except([.. Templates.List(File, "queueNames"), .. Templates.List(File, "containers")]));

    [Fact]
    public void EveryDeclaredContainer_IsOneThatTheAppUses() =>
        Assert.Empty(Templates.List(File, "containers").Except([.. Known, OfflineFiles]));

    [Fact]
    public void Operator_MayPutFilesIntoTheContainerOfOfflineFilesOnly()
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
    public void Expiries_PointIntoDeclaredContainersAndLeaveTheDeadLetters()
    {
        var prefixes = Prefix().Matches(Repository.Read(File)).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(prefixes);
        Assert.All(prefixes, prefix => Assert.Contains(prefix.Split('/')[0], Templates.List(File, "containers")));
        Assert.DoesNotContain(prefixes, prefix => prefix.StartsWith(StorageNames.DeadLetters, StringComparison.Ordinal));
        Assert.DoesNotContain(prefixes, prefix => prefix.Contains("incoming", StringComparison.Ordinal));
    }

    [Fact]
    public void DuplicateFilter_IsKeptLongerThanTheLongestWindow()
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
