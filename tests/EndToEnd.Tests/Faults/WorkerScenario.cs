using Testing.Harness;

namespace EndToEnd.Tests.Faults;

/// <summary>
/// A running app for the faults of its worker alone, with few messages at once, so that what is under way can be counted. Each test has one of
/// its own: the third worker that ends takes the host with it, and what a host was about to receive then stays hidden for its real lease of ten
/// minutes.
/// </summary>
internal static class WorkerScenario
{
    /// <summary>Messages that are in work at once.</summary>
    public const int AtOnce = 3;

    public static Task<Scenario> StartAsync() => Scenario.StartAsync(new ScenarioOptions
    {
        OwnAzurite = FaultSize.IsLong,
        Configure = (settings, _) =>
        {
            FaultSettings.Apply(settings);
            FaultSettings.WithoutBreaker(settings);
            settings["Delivery__QuickTries"] = "1";
            settings["Delivery__RetryDelays"] = "00:00:01";
            Assert.Equal(AtOnce, FaultSettings.FewAtOnce(settings));
        },
    });
}
