namespace EndToEnd.Tests.Offline;

/// <summary>A source <c>store</c> of files, looked for every second, and a destination that takes as much as comes.</summary>
public static class OfflineSettings
{
    public const string Source = "store";

    public static void Apply(IDictionary<string, string> settings)
    {
        settings[$"Sources__{Source}__Kind"] = "OfflineFile";
        settings[$"Sources__{Source}__Destination"] = "main";
        settings["OfflinePushSchedule"] = "* * * * * *";
        settings["Destinations__main__MaxRequestsPerSecond"] = "500";
    }
}
